#pragma once
#include <optional>
#include <string>

#include "failures/cause.hpp"

namespace liftoff::report {

/// {"kind", "message", "text"} of a run that failed, null of another: `message` is that of all of its kind, `text` is
/// this run's.
std::string cause_json(const std::optional<failures::FailureCause>& cause);

}  // namespace liftoff::report
