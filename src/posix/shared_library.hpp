#pragma once

namespace liftoff::posix {

/// The address of a symbol of a shared library, loaded for good; nullptr where there is none.
void* library_symbol(const char* library, const char* symbol) noexcept;

}  // namespace liftoff::posix
