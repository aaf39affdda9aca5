#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "keeper/messages.hpp"

namespace liftoff::launch {

/// Runs that were never tried, in launch order: computed, or listed where the order can't be.
class RunQueue {
 public:
  /// All configurations' run 0 first, then run 1, …
  RunQueue(std::size_t configurations, int runs);
  explicit RunQueue(std::vector<keeper::RunOrder> orders) : listed_(std::move(orders)), size_(listed_->size()) {}
  std::size_t size() const { return size_; }
  bool empty() const { return next_ == size_; }
  keeper::RunOrder peek() const;
  void pop() { ++next_; }

 private:
  std::optional<std::vector<keeper::RunOrder>> listed_;
  std::size_t configurations_ = 0;
  std::size_t size_ = 0;
  std::size_t next_ = 0;
};

}  // namespace liftoff::launch
