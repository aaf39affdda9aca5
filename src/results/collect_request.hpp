#pragma once
// What the Python package asks for in one call, and the answer: the machine interface behind
// collect_results() and collect_all_results(). Both are typed JSON; format version 1.
#include <functional>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

#include "results/complaint.hpp"

namespace liftoff::results {

/// Answers a request, piece by piece:
///
///   {"list": DIR}  →  {"experiments": [FOLDER, …]}                        newest first
///   {"results_dir": DIR, "all": BOOL, "full_name": TEXT|null, "timestamp": PREFIX|null, "among": [FOLDER, …]|null,
///    "conditions": {…}, "names": [TEXT, …]|null, "incomplete": BOOL}
///     →  {"experiments": [[[PATH, [FILE, …]], …], …]}                     experiments with runs, oldest first
///
/// or {"error": NAME, "message": TEXT} with the Python exception to raise. Text that is no UTF-8 is escaped as Python's
/// surrogateescape has it. Errors: Usage, for a request that makes no sense.
LIFTOFF_TOOLS_API void answer_collect_request(std::string_view request, const Complaint& complain,
                                              const std::function<void(std::string_view)>& put);

}  // namespace liftoff::results
