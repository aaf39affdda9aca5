#include "launch/script.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::launch;

namespace {

/// Files that are no more than there.
struct Files {
  test::TempDir folder;
  std::string executable(const std::string& name) const {
    folder.write(name, "#!/bin/sh\n");
    std::filesystem::permissions(folder / name, std::filesystem::perms::owner_all);
    return folder / name;
  }
  std::string plain(const std::string& name) const {
    folder.write(name, "");
    return folder / name;
  }
};

std::string error(const std::string& script) {
  return test::error_of([&] { resolve_script(script, ""); });
}

std::vector<std::string> values(const LaunchOptions& options, const std::string& name) {
  std::vector<std::string> found;
  for (const auto& one : environment_for(options))
    if (one.starts_with(name + "=")) found.push_back(one.substr(name.size() + 1));
  return found;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a script is a Python file, an executable or a program on PATH, in this order") {
  const Files files;
  const auto script = files.plain("train.py");
  CHECK(resolve_script(script, "").kind == ScriptKind::PythonFile);
  CHECK(resolve_script(script, "").target == script);
  CHECK(resolve_script(files.folder / "train", "").target == script);  // without .py
  const auto job = files.executable("job");
  CHECK(resolve_script(job, "").kind == ScriptKind::Executable);
  CHECK(resolve_script(job, "").target == job);
  const test::Environment path("PATH", files.folder.path());
  CHECK(resolve_script("job", "").target == job);
}

TEST_CASE("what is no script is said with what was looked for") {
  const Files files;
  const auto notes = files.plain("notes");
  CHECK(error(notes) == "'" + notes + "' is neither a .py file nor executable | make it executable: chmod +x " + notes);
  CHECK(error("/nowhere/job") ==
        "there is no script '/nowhere/job' | looked for the files /nowhere/job and /nowhere/job.py here, a function or "
        "module of that name, a program on PATH");
  CHECK(test::error_of([] { requested_script({}, ""); }) ==
        "no script was given | liftoff SCRIPT [options], or 'script: train.py' in .liftoff.yaml");
}

TEST_CASE("Python is the one that was asked for, or the one of the environment") {
  const Files files;
  LaunchOptions options;
  options.python = files.executable("mine/bin/python");
  CHECK(resolve_python(options) == files.folder / "mine/bin/python");
  options.python = files.folder / "nothing";
  CHECK(test::error_of([&] { resolve_python(options); }) ==
        "--python '" + (files.folder / "nothing") + "' is not an executable file");
  options.python = "no-such-python";
  CHECK(test::error_of([&] { resolve_python(options); }) == "--python 'no-such-python' is not on PATH");

  options = {};
  options.env = files.folder / "mine";
  CHECK(resolve_python(options) == files.folder / "mine/bin/python");
  options.env = files.folder / "nowhere";
  CHECK(test::error_of([&] { resolve_python(options); }) ==
        "--env '" + *options.env +
            "': no environment of that name has a Python in it | give the path of a virtualenv or conda environment: "
            "--env ~/venvs/torch");

  const test::Environment active("VIRTUAL_ENV", files.folder / "mine");
  CHECK(resolve_python({}) == files.folder / "mine/bin/python");
}

TEST_CASE("a named environment is found where such environments are kept") {
  const Files files;
  const auto python = files.executable("home/.virtualenvs/torch/bin/python3");
  const test::Environment home("HOME", files.folder / "home");
  LaunchOptions options;
  options.env = "torch";
  CHECK(resolve_python(options) == python);
}

TEST_CASE("a script's command has Python where it is Python's") {
  CHECK(command_for({ScriptKind::Executable, "./job"}, "", false) == Words{"./job"});
  CHECK(command_for({ScriptKind::PythonFile, "train.py"}, "/bin/python", false) ==
        Words{"/bin/python", "-u", "train.py"});
  CHECK(command_for({ScriptKind::Module, "pkg.train"}, "/bin/python", true) ==
        Words{"/bin/python", "-u", "-m", "pkg.train"});
  CHECK(test::error_of([] {
          command_for({ScriptKind::PythonFile, "train.py"}, "", false);
        }) == "'train.py' needs Python, and there is none on PATH | install python3, or name one: --python PATH");
}

TEST_CASE("a script's run is called where it would do nothing as a program, or alone") {
  const auto called = [](CallsRun calls_run, bool alone) {
    return command_for({ScriptKind::PythonFile, "train.py", calls_run}, "/bin/python", alone).size() == 4;
  };
  CHECK(called(CallsRun::Always, false));
  CHECK(called(CallsRun::Always, true));
  CHECK_FALSE(called(CallsRun::Alone, false));
  CHECK(called(CallsRun::Alone, true));
  CHECK_FALSE(called(CallsRun::Never, true));
}

TEST_CASE("a program that the system can't execute is refused with the reason") {
  const Files files;
  const auto refused = [&](const std::string& text) {
    const auto job = files.executable("job");
    files.folder.write("job", text);
    auto said = error(job);
    return said.starts_with(job) ? said.substr(job.size()) : said;
  };
  const test::Environment path("PATH", "/usr/bin:/bin");
  CHECK(refused("echo hi\n") ==
        " has no #! line, so that the system can't execute it | write what runs it as its first "
        "line: #!/bin/sh, #!/usr/bin/env python3");
  CHECK(refused("").starts_with(" has no #! line"));
  CHECK(refused("#!/bin/sh\r\necho hi\r\n")
            .starts_with(
                ": the file has Windows line ends: there is no interpreter /bin/sh\\r | take them away: sed -i"));
  CHECK(refused("#!/opt/none/bin/python\nprint(1)\n")
            .starts_with(": its interpreter /opt/none/bin/python does not exist, or can't be executed"));
  CHECK(refused("#!\n") == ": its first line, #!, names no interpreter");
  CHECK(refused("#!/usr/bin/env no-such-python\n").starts_with(": its interpreter no-such-python is not on PATH"));
  CHECK(refused("#!/usr/bin/env -S A=1 no-such-python -u\n").starts_with(": its interpreter no-such-python is not"));
  CHECK(refused("#!/usr/bin/env -S sh -e\n").empty());
  CHECK(refused("#! /bin/sh -e\n").empty());
  CHECK(refused("#!/bin/sh").empty());
  CHECK(refused(std::string("\x7f"
                            "ELF\0",
                            5))
            .empty());  // the system's to judge
}

TEST_CASE("runs have this process's environment, but for what an outer launch said") {
  const test::Environment outer("LIFTOFF_RUN_ID", "7"), own("LIFT", "kept"), path("PYTHONPATH", "/mine");
  CHECK(values({}, "LIFTOFF_RUN_ID").empty());
  CHECK(values({}, "LIFT") == Words{"kept"});
  CHECK(values({}, "PYTHONPATH") == Words{python_package_folder() + ":/mine"});
  LaunchOptions options;
  options.omp = 2;
  options.mkl = 3;
  const test::Environment omp("OMP_NUM_THREADS", "16");
  CHECK(values(options, "OMP_NUM_THREADS") == Words{"2"});
  CHECK(values(options, "MKL_NUM_THREADS") == Words{"3"});
  CHECK(values({}, "OMP_NUM_THREADS") == Words{"16"});
  CHECK(values({}, "PYTHONUNBUFFERED") == Words{"1"});
  const test::Environment buffered("PYTHONUNBUFFERED", "");
  CHECK(values({}, "PYTHONUNBUFFERED") == Words{""});
}

TEST_CASE("runs in an environment find it as if it had been activated") {
  const Files files;
  files.executable("venv/bin/python");
  const test::Environment path("PATH", "/usr/bin"), home("PYTHONHOME", "/elsewhere");
  LaunchOptions options;
  options.env = files.folder / "venv";
  CHECK(values(options, "VIRTUAL_ENV") == Words{files.folder / "venv"});
  CHECK(values(options, "PATH") == Words{files.folder / "venv/bin:/usr/bin"});
  CHECK(values(options, "PYTHONHOME").empty());
  CHECK(values(options, "CONDA_PREFIX") == values({}, "CONDA_PREFIX"));
  files.folder.make_folder("venv/conda-meta");
  CHECK(values(options, "CONDA_PREFIX") == Words{files.folder / "venv"});
  CHECK(values(options, "CONDA_DEFAULT_ENV") == Words{"venv"});
}
