#pragma once
#include <cstddef>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// For hash tables of values: equal values (by ==, so of equal kind) have equal hashes.
struct ValueHash {
  std::size_t operator()(const Value& value) const noexcept;
};

}  // namespace liftoff::value
