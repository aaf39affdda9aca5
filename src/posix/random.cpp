#include "posix/random.hpp"

#include <sys/random.h>

#include "posix/last_error.hpp"

namespace liftoff::posix {

std::string random_token() {
  unsigned char bytes[16];
  if (::getrandom(bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes))
    fail("cannot get", "random numbers", last_error());
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace liftoff::posix
