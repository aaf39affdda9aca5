#pragma once
// What is remembered of how long runs took, in a size that does not grow with their number.
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace liftoff::status {

/// Durations in buckets a quarter of an octave wide, with the sum of each bucket.
class Durations {
 public:
  struct Bucket {
    std::int64_t count = 0;
    double sum = 0;
  };
  static constexpr std::size_t buckets = 128;

  /// Negative durations (clocks that jumped) and those that are no numbers are not taken.
  void add(double seconds);
  std::int64_t count() const { return count_; }
  double sum() const { return sum_; }
  /// Needs count() > 0.
  double mean() const { return sum_ / static_cast<double>(count_); }
  /// How much longer a run is expected to take that has taken `elapsed` seconds: the mean of those that took
  /// longer, less `elapsed`. One that has outlived all n others: elapsed / (n + 1). Needs count() > 0.
  double remaining(double elapsed) const;

  const std::array<Bucket, buckets>& all() const { return buckets_; }
  /// For reading what all() gave.
  void add_bucket(std::size_t index, const Bucket& bucket);

 private:
  std::array<Bucket, buckets> buckets_{};
  std::int64_t count_ = 0;
  double sum_ = 0;
};

/// The time during which anything ran: a union of intervals. Pauses up to a minute count as part of
/// the work; the night between a launch and its resume does not.
class BusyTime {
 public:
  static constexpr double longest_pause = 60;

  /// Intervals without a positive start, or that end before they start, are not taken.
  void add(double from, double to);
  double total() const;
  bool empty() const { return spans_.empty(); }
  double first() const { return spans_.begin()->first; }  ///< needs !empty()
  double last() const { return spans_.rbegin()->second; }
  const std::map<double, double>& spans() const { return spans_; }

 private:
  std::map<double, double> spans_;  // start to end; disjoint, more than longest_pause apart
};

/// How long attempts took that ended.
struct EndedTimes {
  Durations durations;
  double run_seconds = 0;  ///< requeued ones too
  BusyTime busy;

  /// An ended attempt, by its markers. Unknown or impossible times change nothing.
  void add_times(std::optional<std::int64_t> started, std::int64_t ended);
};

}  // namespace liftoff::status
