#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace liftoff::posix {

/// Runs `work` in a forked child and returns what it returned; nothing where the child died or took longer than
/// `limit`. For code that may crash or hang the process it is loaded into.
std::optional<std::string> in_child(const std::function<std::string()>& work, std::chrono::milliseconds limit);

/// The address of a symbol of a shared library, loaded for good; nullptr where there is none.
void* library_symbol(const char* library, const char* symbol) noexcept;

}  // namespace liftoff::posix
