#include "launch/script_watch.hpp"

#include <utility>

#include <fmt/core.h>

namespace liftoff::launch {

bool ScriptWatch::start(const keeper::RunOrder& order) {
  if (tell_ && keeper::state_of(code_.script) != code_.state)
    std::exchange(tell_, nullptr)(
        fmt::format("{} was edited since the launch: runs that start from now on run it as it is now", code_.script));
  return inner_.start(order);
}

}  // namespace liftoff::launch
