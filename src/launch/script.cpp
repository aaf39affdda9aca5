#include "launch/script.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "keeper/environment.hpp"
#include "launch/check_program.hpp"
#include "launch/inspect_script.hpp"
#include "posix/file_info.hpp"
#include "posix/find_program.hpp"
#include "posix/own_process.hpp"
#include "posix/path.hpp"

namespace liftoff::launch {

namespace {

using keeper::set_variable;
using posix::environment_value;
using posix::FileKind;

bool is_file(const std::string& path) { return posix::info_followed(path).kind == FileKind::Regular; }
bool is_folder(const std::string& path) { return posix::info_followed(path).kind == FileKind::Directory; }

std::string interpreter_in(const std::string& prefix) {
  for (const char* name : {"/bin/python", "/bin/python3"})
    if (posix::is_executable(prefix + name)) return prefix + name;
  return {};
}

std::string join_path(const std::string& folder, const std::string& name) { return folder + "/" + name; }

/// Where conda and virtualenvwrapper keep environments that have but a name.
std::vector<std::string> environment_homes() {
  std::vector<std::string> homes;
  if (const auto exe = environment_value("CONDA_EXE"); !exe.empty()) {
    const auto bin = exe.substr(0, exe.rfind('/'));
    homes.push_back(bin.substr(0, bin.rfind('/')) + "/envs");
  }
  if (const auto work = environment_value("WORKON_HOME"); !work.empty()) homes.push_back(work);
  if (const auto home = environment_value("HOME"); !home.empty())
    for (const char* folder : {".virtualenvs", "miniconda3/envs", "anaconda3/envs", "miniforge3/envs", ".conda/envs"})
      homes.push_back(join_path(home, folder));
  return homes;
}

/// The prefix of --env. Errors: Usage.
std::string environment_prefix(const std::string& name) {
  if (is_folder(name) && !interpreter_in(name).empty()) return posix::absolute_path(name);
  if (name.find('/') == std::string::npos)
    for (const auto& home : environment_homes())
      if (auto prefix = join_path(home, name); !interpreter_in(prefix).empty()) return prefix;
  throw usage_error(fmt::format("--env '{}': no environment of that name has a Python in it", name),
                    "give the path of a virtualenv or conda environment: --env ~/venvs/torch");
}

std::string program_path(const std::string& name, const std::string& option) {
  if (name.find('/') != std::string::npos) {
    if (!posix::is_executable(name)) throw usage_error(fmt::format("{} '{}' is not an executable file", option, name));
    return name;
  }
  const auto found = posix::find_program(name);
  if (!found) throw usage_error(fmt::format("{} '{}' is not on PATH", option, name));
  return *found;
}

bool looks_like_module(const std::string& text) {
  const auto is_name = [](std::string_view part) {
    return !part.empty() && !(part.front() >= '0' && part.front() <= '9') &&
           std::all_of(part.begin(), part.end(),
                       [](char c) { return c == '_' || (c & 0x80) || std::isalnum(static_cast<unsigned char>(c)); });
  };
  if (text.find('.') == std::string::npos) return false;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('.', at), text.size());
    if (!is_name(std::string_view(text).substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

Script python_file(const std::string& path, const std::string& python) {
  return python.empty() ? Script{ScriptKind::PythonFile, path} : inspect_script({path, false}, python);
}

Script program_file(const std::string& script, const std::string& bin) {
  auto path = script.find('/') == std::string::npos ? "./" + script : script;
  if (!posix::is_executable(path))
    throw usage_error(fmt::format("'{}' is neither a .py file nor executable", script),
                      fmt::format("make it executable: chmod +x {}", script));
  check_program(path, bin);
  return {ScriptKind::Executable, std::move(path)};
}

std::optional<std::string> program_called(const std::string& name, const std::string& bin) {
  const bool in_bin = !bin.empty() && name.find('/') == name.npos && posix::is_executable(join_path(bin, name));
  return in_bin ? std::optional(join_path(bin, name)) : posix::find_program(name);
}

/// As the environment's own `activate` would.
void enter_environment(keeper::Environment& environment, const std::string& prefix) {
  const bool conda = is_folder(prefix + "/conda-meta");
  set_variable(environment, conda ? "CONDA_PREFIX" : "VIRTUAL_ENV", prefix);
  if (conda) set_variable(environment, "CONDA_DEFAULT_ENV", prefix.substr(prefix.rfind('/') + 1));
  set_variable(environment, "PATH", prefix + "/bin:" + environment_value("PATH"));
  keeper::unset_variable(environment, "PYTHONHOME");
}

}  // namespace

Script resolve_script(const std::string& script, const std::string& python, bool as_module, const std::string& bin) {
  if (!as_module && is_file(script))
    return script.ends_with(".py") ? python_file(script, python) : program_file(script, bin);
  if (!as_module && is_file(script + ".py")) return python_file(script + ".py", python);
  std::string why;
  if (!python.empty() && (as_module || looks_like_module(script))) {
    auto found = inspect_script({script, as_module}, python);
    if (found.kind != ScriptKind::Executable) return found;
    why = std::move(found.warning);
  }
  if (as_module)
    throw usage_error(why.empty() ? fmt::format("there is no module '{}'", script) : why,
                      "looked here and where Python finds modules");
  if (const auto program = program_called(script, bin)) {
    check_program(*program, bin);
    return {ScriptKind::Executable, *program};
  }
  if (!why.empty()) throw usage_error(why);
  if (is_folder(script))
    throw usage_error(fmt::format("'{}' is a folder, and no script", script), "name the file in it that is to be run");
  throw usage_error(fmt::format("there is no script '{}'", script),
                    fmt::format("looked for the files {0} and {0}.py here, a function or module of that name, a "
                                "program on PATH",
                                script));
}

Script requested_script(const LaunchOptions& options, const std::string& python) {
  if (!options.script)
    throw usage_error("no script was given", "liftoff SCRIPT [options], or 'script: train.py' in .liftoff.yaml");
  const auto bin = options.env ? join_path(environment_prefix(*options.env), "bin") : std::string();
  return resolve_script(*options.script, python, options.module.value_or(false), bin);
}

std::string resolve_python(const LaunchOptions& options) {
  if (options.python) return program_path(*options.python, "--python");
  if (options.env) return interpreter_in(environment_prefix(*options.env));
  for (const char* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"})
    if (const auto prefix = environment_value(variable); !prefix.empty())
      if (auto python = interpreter_in(prefix); !python.empty()) return python;
  for (const char* name : {"python", "python3"})
    if (const auto python = posix::find_program(name)) return *python;
  return {};
}

std::string python_package_folder() {
  const auto executable = posix::own_executable();
  const auto bin = executable.substr(0, executable.rfind('/'));
  return bin.substr(0, bin.rfind('/')) + "/lib/liftoff/python";
}

std::vector<std::string> command_for(const Script& script, const std::string& python, bool alone) {
  if (script.kind == ScriptKind::Executable) return {script.target};
  if (python.empty())
    throw usage_error(fmt::format("'{}' needs Python, and there is none on PATH", script.target),
                      "install python3, or name one: --python PATH");
  const bool called = script.calls_run == CallsRun::Always || (alone && script.calls_run == CallsRun::Alone);
  if (script.kind == ScriptKind::Module) return {python, "-u", "-m", script.target};
  if (script.kind == ScriptKind::PythonFile && !called) return {python, "-u", script.target};
  return {python, "-u", runner_file(), script.target};
}

std::vector<std::string> environment_for(const LaunchOptions& options) {
  auto environment = posix::environment();
  std::erase_if(environment, [](const std::string& a) { return a.starts_with("LIFTOFF_"); });
  if (options.env) enter_environment(environment, environment_prefix(*options.env));
  if (options.omp) set_variable(environment, "OMP_NUM_THREADS", std::to_string(*options.omp));
  // `python -u` helps the interpreter that liftoff starts, and none that a script starts.
  if (!keeper::has_variable(environment, "PYTHONUNBUFFERED")) set_variable(environment, "PYTHONUNBUFFERED", "1");
  if (options.mkl) set_variable(environment, "MKL_NUM_THREADS", std::to_string(*options.mkl));
  const auto path = environment_value("PYTHONPATH");
  set_variable(environment, "PYTHONPATH",
               path.empty() ? python_package_folder() : python_package_folder() + ":" + path);
  return environment;
}

}  // namespace liftoff::launch
