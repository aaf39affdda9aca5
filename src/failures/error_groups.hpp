#pragma once
// The runs that did not succeed, grouped by their cause.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

#include "failures/by_cause.hpp"
#include "results/run_walk.hpp"

namespace liftoff::failures {

struct ErrorGroup {
  FailureCause cause;
  std::size_t count = 0;
  std::string example;                   ///< path of the first such run that printed something, if any did
  experiment::ExperimentRef experiment;  ///< the same, in parts
  experiment::RunRef run;
  const char* file = "err";             ///< of the example: the one that tells the cause, `err` or `out`
  std::vector<std::string> last_lines;  ///< of that file
  std::optional<int> exit_code, signal;
};

/// Hands over the whole `file` of a group's example, piece by piece. False where there is no such file. Errors: System.
LIFTOFF_TOOLS_API bool read_example(const ErrorGroup& group, const std::function<void(std::string_view)>& put);

class ErrorGroups {
 public:
  /// Counts a run if it crashed or is lost.
  LIFTOFF_TOOLS_API void add(const results::FoundRun& run, const results::Complaint& complain);

  std::size_t runs() const { return runs_; }  ///< looked at
  std::size_t failed() const { return failed_; }
  /// Most frequent first, then by what was met first.
  std::vector<const ErrorGroup*> sorted() const { return groups_.sorted(); }

 private:
  void add_failed(const results::FoundRun& run, const FailureFacts& facts);

  std::size_t runs_ = 0, failed_ = 0;
  ByCause<ErrorGroup> groups_;
};

}  // namespace liftoff::failures
