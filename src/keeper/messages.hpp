#pragma once
// What a launcher and its keepers say to each other. Both are one program, forked: plain structures.
#include <cstdint>

#include "experiment/run_record.hpp"

namespace liftoff::keeper {

struct RunOrder {
  std::uint32_t configuration = 0;  ///< index into the plan
  std::int32_t run_id = 0;
  bool operator==(const RunOrder&) const = default;
};

enum class ReportKind : std::int32_t {
  Ended,      ///< an attempt was made and its end is on record
  Busy,       ///< somebody else keeps the run
  Succeeded,  ///< it had ended well already
  Aborted,    ///< the experiment bears the mark of liftoff-abort
  Refused,    ///< the system refused before the program could be started; nothing ran
};

struct RunReport {
  RunOrder order;
  ReportKind kind = ReportKind::Ended;
  std::int32_t attempt = 0;
  experiment::Outcome outcome = experiment::Outcome::Succeeded;
  experiment::Reason reason = experiment::Reason::Exit;
  std::int32_t exit_code = -1;  ///< -1: none
  std::int32_t signal = 0;      ///< 0: none
  double wall = 0;              ///< seconds
  bool retires = false;         ///< the keeper takes no further order
  char detail[240] = {};        ///< NUL-terminated

  void set_detail(std::string_view text);
};

}  // namespace liftoff::keeper
