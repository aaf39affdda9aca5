#pragma once
// Names and relative paths inside a results folder. Pure: nothing here touches a disk.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::experiment {

/// How deep an experiment's run folders lie. Fixed when the experiment is made.
enum class Layout {
  Single,  ///< one configuration, one run: the experiment folder is the run folder
  Flat,    ///< --runs-no 1: the configuration's folder is run 0; later repetitions go below it
  Nested,  ///< <configuration>/<run id>
};
Layout layout_of(std::size_t configurations, int runs_no);
std::string_view to_text(Layout layout);
std::optional<Layout> layout_from_text(std::string_view text);

/// File names inside an experiment folder and inside a run folder.
namespace names {
inline constexpr const char* latest = ".latest";
inline constexpr const char* timestamp = ".__timestamp";
inline constexpr const char* mode = ".__mode";
inline constexpr const char* ppid = ".__ppid";
inline constexpr const char* comment = ".__comment";
inline constexpr const char* leaf = ".__leaf";
inline constexpr const char* start = ".__start";
inline constexpr const char* end = ".__end";
inline constexpr const char* crash = ".__crash";
inline constexpr const char* config = "cfg.yaml";
inline constexpr const char* record = ".liftoff-run";
inline constexpr const char* journal = ".liftoff-journal";
inline constexpr const char* slots = ".liftoff-slots";
inline constexpr const char* launchers = ".liftoff-launchers";
inline constexpr const char* hands = ".liftoff-hands";
inline constexpr const char* abort = ".liftoff-abort";
inline constexpr const char* cache = ".liftoff-cache";
inline constexpr const char* plan_prefix = ".liftoff-plan-";
}  // namespace names

/// `<cfg_id>_<title>` as a folder's name: the original's replacements, control characters too, at
/// most 200 bytes (cut at a UTF-8 boundary, then `~` and a hash of the whole).
std::string configuration_folder(std::int64_t cfg_id, std::string_view title);

/// `<timestamp>_<name>`.
std::string folder_of_experiment(std::int64_t timestamp, std::string_view name);
struct ExperimentName {
  std::int64_t timestamp = 0;
  std::string name;
};
/// Nothing where `folder` is not digits, `_` and a name.
std::optional<ExperimentName> parse_experiment_folder(std::string_view folder);

}  // namespace liftoff::experiment
