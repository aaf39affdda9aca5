#pragma once
#include <functional>
#include <string>

namespace liftoff::results {

/// Told of each thing that could not be read, "path: why". What can be read is answered all the same.
using Complaint = std::function<void(const std::string&)>;

}  // namespace liftoff::results
