#pragma once
// What the interpreter itself says of a script, before an experiment appears: one look at its source
// (python/liftoff/_inspect.py), nothing of it executed.
#include <string>

#include "launch/script.hpp"

namespace liftoff::launch {

/// A .py file, or a name that could be a module's or a function's. `as_module`: it is not to be a function.
struct AskedScript {
  std::string name;
  bool as_module = false;
};

/// What it is; of kind Executable where it is nothing of Python's, with `warning` saying why not (or empty). Errors:
/// Usage for a script that can't be run (its syntax, with file:line; nothing in it that would do anything) and for an
/// interpreter that gives no answer; System where the Python package is missing.
Script inspect_script(const AskedScript& asked, const std::string& python);

/// The runner of the Python package. Errors: System where it is missing.
std::string runner_file();

}  // namespace liftoff::launch
