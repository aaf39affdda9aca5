#pragma once
// What a launcher and its keepers say to each other. A keeper need not be of the launcher's own making: orders and
// reports are texts that bear a version. A reader knows version 1, and passes over members that it does not know.
//
//   order   {"v":1,"configuration":3,"run_id":0}
//   report  {"v":1,"configuration":3,"run_id":0,"result":"ended","why":"","retires":false}
//           after "ended" a second line: the end of the attempt as the run's record has it (experiment/run_record.hpp)
//
// Results: ended, busy, succeeded, aborted, refused; "why" is said of refused ones.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <liftoff/export.hpp>

#include "experiment/run_record.hpp"

namespace liftoff::keeper {

struct RunOrder {
  std::uint32_t configuration = 0;  ///< index into the plan
  std::int32_t run_id = 0;
  bool operator==(const RunOrder&) const = default;
};

/// Nothing was started, because …
enum class LeftAlone {
  Busy,       ///< somebody else keeps the run
  Succeeded,  ///< it had ended well already
  Aborted,    ///< the experiment bears the mark of liftoff-abort
};

/// The system refused before the program could be started; nothing ran.
struct Refused {
  std::string why;
};

/// What came of an order: an attempt whose end is on record, or none.
using RunResult = std::variant<experiment::AttemptEnd, LeftAlone, Refused>;

struct RunReport {
  RunOrder order;
  RunResult result;
  bool retires = false;  ///< the keeper takes no further order
};

std::string to_record(const RunOrder& order);
/// Details and reasons are cut where they would make it longer than posix::longest_record.
LIFTOFF_TOOLS_API std::string to_record(const RunReport& report);
/// Nothing where the record is cut short, of another version or not an order at all.
std::optional<RunOrder> order_from(std::string_view record);
/// The same for a report.
std::optional<RunReport> report_from(std::string_view record);

/// "busy", "succeeded", "aborted".
std::string_view to_text(LeftAlone why);

}  // namespace liftoff::keeper
