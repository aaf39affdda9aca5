#pragma once
#include <string>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// The same text for the same value, whatever the order of keys. Kinds count: 1, 1.0 and true are three values.
std::string canonical_text(const Value& value);

}  // namespace liftoff::value
