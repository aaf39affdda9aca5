#pragma once
// What SCRIPT means, and with which interpreter and environment it runs.
#include <string>
#include <vector>

#include "launch/options.hpp"

namespace liftoff::launch {

enum class ScriptKind {
  PythonFile,  ///< a .py file
  Function,    ///< module.function, called through the package's runner
  Executable,
};

struct Script {
  ScriptKind kind = ScriptKind::Executable;
  std::string target;  ///< path, or module.function
};

/// In this order: an existing file (`.py`: Python, else it must be executable), SCRIPT.py, a module.function that
/// can be imported, a program on PATH. Errors: Usage, with what was looked for.
Script resolve_script(const std::string& script, const std::string& python);

/// The same for the options' script. Errors: Usage, also where there is none.
Script requested_script(const LaunchOptions& options, const std::string& python);

/// --python; the one of --env; of $VIRTUAL_ENV; of $CONDA_PREFIX; python, python3 on PATH. Errors: Usage.
std::string resolve_python(const LaunchOptions& options);

/// The folder that goes on PYTHONPATH: beside the running program, in a build tree and installed alike.
std::string python_package_folder();

/// Program and leading arguments. `call`: run the script's function `run` instead of the script (single runs and
/// runs that share the terminal).
std::vector<std::string> command_for(const Script& script, const std::string& python, bool call);

/// This process's environment without what an outer launch added (LIFTOFF_…), with what the options and the package
/// add. Errors: Usage, for an --env that is not there.
std::vector<std::string> environment_for(const LaunchOptions& options);

}  // namespace liftoff::launch
