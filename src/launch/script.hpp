#pragma once
// What SCRIPT means, and with which interpreter and environment it runs.
#include <string>
#include <vector>

#include "launch/options.hpp"

namespace liftoff::launch {

enum class ScriptKind {
  PythonFile,  ///< a .py file
  Function,    ///< module.function, called through the package's runner
  Module,      ///< started as `python -m` does
  Executable,
};

/// Who calls a script's function `run`: the package's runner in its place, or nobody but itself. A script that would
/// do nothing as a program is called; one that has a `__main__` guard is called in the foreground alone, and started
/// as a program where it is detached, as in 2018.
enum class CallsRun { Never, Alone, Always };

struct Script {
  ScriptKind kind = ScriptKind::Executable;
  std::string target;  ///< path, module.function, or module
  CallsRun calls_run = CallsRun::Never;
  std::string warning = {};  ///< what is worth saying before it is started as a program
};

/// In this order: an existing file (`.py`: Python, else it must be executable), SCRIPT.py, a module.function that
/// can be imported, a module, a program on PATH; `as_module`: a module. Errors: Usage, with what was looked for, and
/// for what can't be run: a syntax error, a program without interpreter. Without a `python` only files are found.
/// `bin`: a folder that PATH will have in front, may be empty.
Script resolve_script(const std::string& script, const std::string& python, bool as_module = false,
                      const std::string& bin = {});

/// The same for the options' script. Errors: Usage, also where there is none.
Script requested_script(const LaunchOptions& options, const std::string& python);

/// --python; the one of --env; of $VIRTUAL_ENV; of $CONDA_PREFIX; python, python3 on PATH. Errors: Usage.
std::string resolve_python(const LaunchOptions& options);

/// The folder that goes on PYTHONPATH: beside the running program, in a build tree and installed alike.
std::string python_package_folder();

/// Program and leading arguments. `alone`: for single runs and runs that share the terminal.
std::vector<std::string> command_for(const Script& script, const std::string& python, bool alone);

/// This process's environment without what an outer launch added (LIFTOFF_…), with what the options and the package
/// add. Errors: Usage, for an --env that is not there.
std::vector<std::string> environment_for(const LaunchOptions& options);

}  // namespace liftoff::launch
