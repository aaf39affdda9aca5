#include "status/durations.hpp"

#include <algorithm>
#include <cmath>

namespace liftoff::status {

namespace {

constexpr double smallest = 1.0 / 64;  // seconds: the upper bound of bucket 0

std::size_t bucket_of(double seconds) {
  if (!(seconds > smallest)) return 0;
  const auto index = static_cast<std::size_t>(std::ceil(4 * std::log2(seconds / smallest)));
  return std::min(index, Durations::buckets - 1);
}

}  // namespace

void Durations::add(double seconds) {
  if (!(seconds >= 0) || !std::isfinite(seconds)) return;
  add_bucket(bucket_of(seconds), {1, seconds});
}

void Durations::add_bucket(std::size_t index, const Bucket& bucket) {
  auto& mine = buckets_.at(index);
  mine.count += bucket.count;
  mine.sum += bucket.sum;
  count_ += bucket.count;
  sum_ += bucket.sum;
}

double Durations::remaining(double elapsed) const {
  Bucket longer;
  for (auto i = bucket_of(elapsed); i < buckets; ++i) {
    const auto& bucket = buckets_[i];
    // Of elapsed's own bucket only what lies, as a whole, beyond elapsed is known to be longer.
    if (bucket.count == 0 || bucket.sum / static_cast<double>(bucket.count) <= elapsed) continue;
    longer.count += bucket.count;
    longer.sum += bucket.sum;
  }
  if (longer.count == 0) return elapsed / static_cast<double>(count_ + 1);
  return longer.sum / static_cast<double>(longer.count) - elapsed;
}

void BusyTime::add(double from, double to) {
  if (!(from > 0) || !(to >= from)) return;
  auto it = spans_.upper_bound(from);
  if (it != spans_.begin() && std::prev(it)->second + longest_pause >= from) --it;
  while (it != spans_.end() && it->first <= to + longest_pause) {
    from = std::min(from, it->first);
    to = std::max(to, it->second);
    it = spans_.erase(it);
  }
  spans_.emplace_hint(it, from, to);
}

double BusyTime::total() const {
  double seconds = 0;
  for (const auto& [from, to] : spans_) seconds += to - from;
  return seconds;
}

void EndedTimes::add_times(std::optional<std::int64_t> started, std::int64_t ended) {
  if (!started || *started <= 0 || ended < *started) return;
  const auto from = static_cast<double>(*started), to = static_cast<double>(ended);
  durations.add(to - from);
  run_seconds += to - from;
  busy.add(from, to);
}

}  // namespace liftoff::status
