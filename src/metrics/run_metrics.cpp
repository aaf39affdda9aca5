#include "metrics/run_metrics.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_set>
#include <variant>

#include <fmt/format.h>

#include "posix/file_info.hpp"
#include "results/file_versions.hpp"

namespace liftoff::metrics {

namespace {

constexpr std::uint64_t most_bytes = 256 << 20;  // of one file

struct WantedFile {
  std::string file;  ///< as it is in the folder
  std::size_t rank = 0;
};

std::vector<WantedFile> wanted_files(const results::FoundRun& run, const MetricRequest& request) {
  std::vector<WantedFile> wanted;
  std::unordered_set<std::string> taken;
  for (std::size_t rank = 0; rank < request.files.size(); ++rank) {
    const results::FileChoice choice{std::vector{request.files[rank]},
                                     request.complete_only ? results::Versions::FinalOnly : results::Versions::Latest,
                                     true};
    for (auto& file : results::choose_files(run.listing().files, choice))
      if (taken.insert(file).second) wanted.push_back({std::move(file), rank});
  }
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

}  // namespace

const std::vector<std::string>& default_metric_files() {
  static const std::vector<std::string> files{"summary.json", "metrics.json", "metrics.jsonl", "*.csv"};
  return files;
}

std::uint32_t MetricColumns::number_of(std::size_t rank, std::string_view file, const Metric& metric) {
  auto key = std::string(file) + '/' + metric.name;  // no file's name has a slash
  const auto [it, added] = numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(columns_.size()));
  if (added) columns_.push_back({rank, std::string(file), metric.name, false});
  auto& column = columns_[it->second];
  column.measured = column.measured || metric.measured;
  return it->second;
}

void MetricColumns::note(const FileMetrics& found) {
  any_rows_ = any_rows_ || (found.has_rows && !found.metrics.empty());
  any_best_ = any_best_ || found.has_best;
}

std::vector<std::string> MetricColumns::names() const {
  std::vector<std::size_t> order(columns_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return columns_[a].rank < columns_[b].rank; });
  std::vector<std::string> names(columns_.size());
  std::unordered_set<std::string> taken;
  for (const auto i : order) {
    const auto& column = columns_[i];
    for (auto& name : {column.name, fmt::format("{}.{}", stem_of(column.file), column.name),
                       fmt::format("{}.{}", column.file, column.name)}) {
      if (column.measured && !taken.insert(name).second) continue;
      names[i] = name;
      break;
    }
    if (names[i].empty()) names[i] = fmt::format("{}/{}", column.file, column.name);
  }
  return names;
}

std::vector<std::pair<std::uint32_t, double>> run_metrics(const results::FoundRun& run,
                                                          const experiment::RunState& state,
                                                          const MetricRequest& request, MetricColumns& columns,
                                                          const results::Complaint& complain) {
  const auto end = file_end(state);
  auto wanted = wanted_files(run, request);
  if (end == FileEnd::Growing && !all_are_there(run, wanted) && run.list_again()) wanted = wanted_files(run, request);
  std::vector<std::pair<std::uint32_t, double>> values;
  for (const auto& [file, rank] : wanted) {
    const auto name = results::parse_version(file).name;
    const auto text = ends_suffice(name, request.row) ? run.read_ends(file, most_bytes, complain)
                                                      : run.read(file, most_bytes, complain);
    if (!text) continue;
    const results::Complaint complain_of_file = [&](const std::string& what) {
      complain(fmt::format("{}/{}: {}", run.path(), file, what));
    };
    const auto found = parse_metrics(*text, name, request.row, end, complain_of_file);
    columns.note(found);
    for (const auto& metric : found.metrics) values.emplace_back(columns.number_of(rank, name, metric), metric.value);
  }
  return values;
}

}  // namespace liftoff::metrics
