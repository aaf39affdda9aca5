#pragma once
// Why a run failed, from what is known of its end. Pure.
#include <functional>
#include <optional>
#include <string>

#include "experiment/run_record.hpp"

namespace liftoff::failures {

/// `kind` is one of exception, out_of_memory, signal, exit, timeout, lost, aborted, terminated, cannot_start, unknown;
/// `message` is equal for equal causes, `text` is this one, as it was told.
struct FailureCause {
  std::string kind, message, text;
  bool in_out = false;  ///< `out` tells it, not `err`
};

/// What there is to tell the cause from.
struct FailureFacts {
  bool lost = false;
  std::string evidence;                       ///< of a lost run
  std::optional<experiment::AttemptEnd> end;  ///< of the last attempt; absent in trees of the original
  std::string err;                            ///< the end of its `err`
  bool err_read = true;                       ///< false: there is one that can't be read
  std::function<std::string()> out = {};      ///< reads the end of its `out`, where `err` does not tell of an exception
};
FailureCause cause_of(const FailureFacts& facts);

}  // namespace liftoff::failures
