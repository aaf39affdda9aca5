#include "metrics/run_metrics.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_set>
#include <variant>

#include <fmt/core.h>

#include "metrics/read_metrics.hpp"
#include "posix/file_info.hpp"
#include "results/deep_files.hpp"
#include "text/glob.hpp"
#include "text/natural_order.hpp"

namespace liftoff::metrics {

namespace {

constexpr std::uint64_t most_bytes = 256 << 20;  // of one file

struct WantedFile {
  std::string file;  ///< as it is in the folder
  std::size_t rank = 0;
};

/// Of the files of one name in several folders ("version_1/metrics.csv") the last in natural order, where a pattern
/// leaves the folder open: what was gone on with.
std::vector<std::string> newest(std::vector<std::string> files) {
  std::sort(files.begin(), files.end(), text::natural_less);
  std::vector<std::string> kept;
  std::unordered_set<std::string> names;
  for (auto file = files.rbegin(); file != files.rend(); ++file)
    if (names.insert(file->substr(file->rfind('/') + 1)).second) kept.push_back(std::move(*file));
  return kept;
}

/// The first pattern that a file of the run's own folder is wanted by.
std::size_t rank_of(const std::string& file, const std::vector<std::string>& patterns) {
  const auto name = results::parse_version(file).name;
  const auto fits = [&](const std::string& pattern) { return !results::is_deep(pattern) && text::fits(pattern, name); };
  return static_cast<std::size_t>(std::find_if(patterns.begin(), patterns.end(), fits) - patterns.begin());
}

/// Each file once, by the first pattern that wants it. Most runs have no folders: 100,000 of them are looked through
/// once, not once for each pattern.
std::vector<WantedFile> wanted_files(const results::FoundRun& run, const MetricRequest& request) {
  results::FileChoice choice{std::vector<std::string>(),
                             request.complete_only ? results::Versions::FinalOnly : results::Versions::Latest, true};
  std::remove_copy_if(request.files.begin(), request.files.end(), std::back_inserter(*choice.names), results::is_deep);
  std::vector<WantedFile> wanted;
  for (auto& file : results::chosen_files(run, choice)) {
    const auto rank = rank_of(file, request.files);
    wanted.push_back({std::move(file), rank});
  }
  std::unordered_set<std::string> taken;
  for (std::size_t rank = 0; rank < request.files.size() && !run.listing().folders.empty(); ++rank) {
    if (!results::is_deep(request.files[rank])) continue;
    choice.names = {request.files[rank]};
    for (auto& file : newest(results::chosen_files(run, choice)))
      if (taken.insert(file).second) wanted.push_back({std::move(file), rank});
  }
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const WantedFile& a, const WantedFile& b) { return a.rank < b.rank; });
  return wanted;
}

bool all_are_there(const results::FoundRun& run, const std::vector<WantedFile>& files) {
  return std::all_of(files.begin(), files.end(), [&](const WantedFile& wanted) {
    return posix::info(run.folder().get(), wanted.file.c_str()).kind != posix::FileKind::None;
  });
}

FileEnd file_end(const experiment::RunState& state) {
  if (std::holds_alternative<experiment::Succeeded>(state)) return FileEnd::Whole;
  return std::holds_alternative<experiment::Running>(state) ? FileEnd::Growing : FileEnd::CutShort;
}

/// From a large file's header and last rows, where these have all that there is.
std::optional<FileMetrics> metrics_of_ends(const results::FoundRun& run, const std::string& file,
                                           const RowChoice& choice, FileEnd end) {
  const auto name = results::parse_version(file).name;
  const auto ends = ends_suffice(name, choice) ? run.read_ends(file) : std::nullopt;
  if (!ends) return std::nullopt;
  bool sound = true;
  const auto text = std::string(opening_of(name, ends->beginning)) + ends->end;
  auto found = parse_metrics(text, name, choice, end, [&](const std::string&) { sound = false; });
  return sound && !found.has_gaps ? std::optional(std::move(found)) : std::nullopt;
}

/// Nothing where it can't be read.
std::optional<FileMetrics> metrics_of_file(const results::FoundRun& run, const std::string& file,
                                           const RowChoice& choice, FileEnd end, const results::Complaint& complain) {
  if (auto found = metrics_of_ends(run, file, choice, end)) return found;
  const auto name = results::parse_version(file).name;
  const auto text = run.read(file, most_bytes, complain);
  if (!text) return std::nullopt;
  return parse_metrics(*text, name, choice, end,
                       [&](const std::string& what) { complain(fmt::format("{}/{}: {}", run.path(), file, what)); });
}

}  // namespace

bool has_metric_files(const results::FoundRun& run, const MetricRequest& request) {
  return !wanted_files(run, request).empty();
}

Measured run_metrics(const results::FoundRun& run, const experiment::RunState& state, const MetricRequest& request,
                     MetricColumns& columns, const results::Complaint& complain) {
  const auto end = file_end(state);
  auto wanted = wanted_files(run, request);
  if (end == FileEnd::Growing && !all_are_there(run, wanted) && run.list_again()) wanted = wanted_files(run, request);
  Measured measured;
  for (const auto& [file, rank] : wanted) {
    const auto name = results::parse_version(file).name;
    const auto found = metrics_of_file(run, file, request.row, end, complain);
    if (!found) continue;
    columns.note(*found);
    for (const auto& metric : found->metrics)
      measured.emplace_back(columns.number_of(rank, name, metric), metric.value);
  }
  return measured;
}

}  // namespace liftoff::metrics
