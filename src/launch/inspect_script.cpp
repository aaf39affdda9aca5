#include "launch/inspect_script.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/capture.hpp"
#include "posix/file_info.hpp"
#include "value/json_object.hpp"

namespace liftoff::launch {

namespace {

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  const auto at = text.rfind('\n');
  return at == std::string::npos ? text : text.substr(at + 1);
}

/// Errors: Usage.
value::JsonObject answer_of(const AskedScript& asked, const std::string& python) {
  constexpr std::chrono::seconds limit{60};  // where only importing tells: a deep-learning framework takes its time
  const auto* question = asked.as_module ? "--inspect-module" : "--inspect";
  const auto said = posix::capture({python, runner_file(), question, asked.name}, limit);
  auto answer = said ? value::JsonObject::parse(last_line(said->out)) : std::nullopt;
  if (answer) return *std::move(answer);
  throw usage_error(fmt::format("the interpreter {} can't look at '{}': {}", python, asked.name,
                                said ? last_line(said->err) : "it can't be started, or does not end"),
                    "liftoff needs Python 3.8 or newer; name one: --python PATH");
}

ScriptKind kind_from(const std::string& text) {
  if (text == "file") return ScriptKind::PythonFile;
  if (text == "function") return ScriptKind::Function;
  return text == "module" ? ScriptKind::Module : ScriptKind::Executable;
}

CallsRun caller_from(const std::string& text) {
  if (text == "always") return CallsRun::Always;
  return text == "alone" ? CallsRun::Alone : CallsRun::Never;
}

}  // namespace

Script inspect_script(const AskedScript& asked, const std::string& python) {
  const auto answer = answer_of(asked, python);
  const auto text = [&](const char* name) { return answer.value_or<std::string>(name, {}); };
  if (const auto error = text("error"); !error.empty()) throw usage_error(error, text("hint"));
  Script script{kind_from(text("kind")), text("target"), caller_from(text("calls_run")), text("warning")};
  if (script.kind == ScriptKind::Executable) script.warning = text("why");
  return script;
}

std::string runner_file() {
  auto runner = python_package_folder() + "/liftoff/_run.py";
  if (posix::info_followed(runner).kind == posix::FileKind::Regular) return runner;
  throw system_error(fmt::format("the Python package is missing: {} is not there", runner),
                     "install liftoff anew: cmake --install build");
}

}  // namespace liftoff::launch
