#include "launch/run_queue.hpp"

namespace liftoff::launch {

RunQueue::RunQueue(std::size_t configurations, int runs)
    : configurations_(configurations), size_(configurations * static_cast<std::size_t>(runs)) {}

keeper::RunOrder RunQueue::peek() const {
  if (listed_) return (*listed_)[next_];
  return {static_cast<std::uint32_t>(next_ % configurations_), static_cast<std::int32_t>(next_ / configurations_)};
}

}  // namespace liftoff::launch
