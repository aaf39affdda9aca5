#pragma once
#include <string>

namespace liftoff::posix {

/// 128 random bits as 32 hexadecimal digits.
std::string random_token();

}  // namespace liftoff::posix
