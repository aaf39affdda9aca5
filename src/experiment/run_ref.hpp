#pragma once
// Where a run lies in its experiment.
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "experiment/layout.hpp"

namespace liftoff::experiment {

/// A run's folder, seen from its experiment's: `0_a`, `0_a/3`, or the experiment's folder itself (Layout::Single).
class RunRef {
 public:
  /// The experiment's folder itself.
  RunRef() = default;
  /// `relative` is a way down through folders that were listed or planned; empty for the experiment's folder itself.
  explicit RunRef(std::string relative) : relative_(std::move(relative)) {}
  /// What text() gave. Nothing where that is no such way, or one that leads out of the experiment: journals, caches and
  /// plans can be written by hand.
  static std::optional<RunRef> parse(std::string_view text);

  /// As journal, caches and people have it: `.` for the experiment's folder itself. Lives as long as this.
  std::string_view text() const { return is_whole() ? std::string_view(".") : std::string_view(relative_); }
  bool is_whole() const { return relative_.empty(); }
  /// For joining: empty for the experiment's folder itself.
  const std::string& relative() const { return relative_; }
  /// Levels below the experiment's folder: 0 for that itself.
  int depth() const;
  /// The run's folder, given the path of the experiment's.
  std::string path(std::string_view experiment) const;
  /// A file in the run's folder, seen from the experiment's.
  std::string file(std::string_view name) const;
  /// The first level: the configuration's folder. Empty for the experiment's folder itself.
  std::string_view configuration() const { return std::string_view(relative_).substr(0, relative_.find('/')); }
  /// The folder that its repetitions share, and its number among them: (`0_a`, 3) of `0_a/3`. The run itself and
  /// nothing where its own folder is not a number below another one.
  std::pair<RunRef, std::optional<std::int64_t>> repetition() const;

  auto operator<=>(const RunRef&) const = default;

 private:
  std::string relative_;
};

/// The run's folder, as the layout has it.
RunRef run_ref(Layout layout, std::string_view configuration_folder, int run_id);

}  // namespace liftoff::experiment

template <> struct std::hash<liftoff::experiment::RunRef> {
  std::size_t operator()(const liftoff::experiment::RunRef& run) const {
    return std::hash<std::string_view>{}(run.text());
  }
};
