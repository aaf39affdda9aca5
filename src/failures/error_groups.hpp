#pragma once
// The runs that did not succeed, grouped by their cause.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <liftoff/export.hpp>

#include "results/run_walk.hpp"

namespace liftoff::failures {

/// Why a run failed. `kind` is one of exception, out_of_memory, signal, exit, timeout, lost, aborted, terminated,
/// cannot_start, unknown; `message` is equal for equal causes.
struct FailureCause {
  std::string kind, message;
};

/// What there is to tell the cause from.
struct FailureFacts {
  bool lost = false;
  std::string evidence;                       ///< of a lost run
  std::optional<experiment::AttemptEnd> end;  ///< of the last attempt; absent in trees of the original
  std::string err;                            ///< the end of its `err`
  bool err_read = true;                       ///< false: there is one that can't be read
};
/// Pure.
FailureCause cause_of(const FailureFacts& facts);

struct ErrorGroup {
  FailureCause cause;
  std::size_t count = 0;
  std::string example;                   ///< path of the first such run that wrote to `err`, if any did
  experiment::ExperimentRef experiment;  ///< the same, in parts
  std::string run;
  std::vector<std::string> last_lines;  ///< of its `err`
  std::optional<int> exit_code, signal;
};

/// Hands over the whole `err` of a group's example, piece by piece. False where there is no such file. Errors: System.
LIFTOFF_TOOLS_API bool read_example(const ErrorGroup& group, const std::function<void(std::string_view)>& put);

class ErrorGroups {
 public:
  /// Counts a run if it crashed or is lost.
  LIFTOFF_TOOLS_API void add(const results::FoundRun& run, const results::Complaint& complain);

  std::size_t runs() const { return runs_; }  ///< looked at
  std::size_t failed() const { return failed_; }
  /// Most frequent first, then by what was met first.
  LIFTOFF_TOOLS_API std::vector<const ErrorGroup*> sorted() const;

 private:
  std::size_t runs_ = 0, failed_ = 0;
  std::vector<ErrorGroup> groups_;
  std::unordered_map<std::string, std::size_t> by_cause_;
};

}  // namespace liftoff::failures
