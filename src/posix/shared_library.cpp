#include "posix/shared_library.hpp"

#include <dlfcn.h>

namespace liftoff::posix {

void* library_symbol(const char* library, const char* symbol) noexcept {
  void* handle = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);
  return handle ? ::dlsym(handle, symbol) : nullptr;
}

}  // namespace liftoff::posix
