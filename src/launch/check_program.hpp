#pragma once
#include <string>

namespace liftoff::launch {

/// Whether the system will execute this file, as far as its first line tells: it has a `#!`, the interpreter named
/// there is to be found, and the line has no Windows line end. Programs that are no text are the system's to judge.
/// Errors: Usage, with what is wrong with it. `bin`: a folder that PATH will have in front, may be empty.
void check_program(const std::string& path, const std::string& bin = {});

}  // namespace liftoff::launch
