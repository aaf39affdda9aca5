#pragma once
// Runs, one line each, and what is said of a single one.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "failures/cause.hpp"
#include "report/color.hpp"

namespace liftoff::report {

struct RunLine {
  std::string state;
  bool verified = true;
  std::string path, configuration;
  std::int64_t run_id = 0;
  int attempt = 0;                       ///< 0: none that was recorded
  std::string gpu, host;                 ///< "": none
  std::optional<double> started, ended;  ///< Unix seconds
  std::optional<double> seconds;
  std::string reason;  ///< "exit code 3", …; "": not ended, or not recorded
  std::optional<int> exit_code, signal;
  std::int64_t max_rss = 0;  ///< bytes; 0: unknown
  std::string last_line, evidence, problem;
  std::optional<failures::FailureCause> cause;  ///< of a crash, as a launch tells it
};

LIFTOFF_TOOLS_API std::vector<std::string> run_lines(const std::vector<RunLine>& runs, std::size_t width,
                                                     const Style& style);
/// One JSON object, no newline.
LIFTOFF_TOOLS_API std::string run_json(const RunLine& run);
/// `{"schema_version":1,"experiment":…,"runs":[…]}` with its newline.
LIFTOFF_TOOLS_API std::string runs_json(const std::string& experiment_path, const std::vector<RunLine>& runs);

LIFTOFF_TOOLS_API Tone tone_of_state(const std::string& state);

}  // namespace liftoff::report
