#pragma once
#include "status/look.hpp"

namespace liftoff::status {

/// Fills in the summary's times as they are at `now` (Unix seconds), from what the look holds.
void estimate(Look& look, double now);

}  // namespace liftoff::status
