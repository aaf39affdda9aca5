#include "query/run_metrics.hpp"

#include <set>

#include <fmt/format.h>

#include "query/file_versions.hpp"

namespace liftoff {

namespace {

std::string stem_of(const std::string& file) {
  const auto name = parse_version(file).name;
  return std::string(name.substr(0, name.rfind('.')));
}

}  // namespace

const std::vector<std::string>& default_metric_files() {
  static const std::vector<std::string> files{"summary.json", "metrics.json", "metrics.jsonl", "*.csv"};
  return files;
}

Metrics run_metrics(const FoundRun& run, const std::vector<std::string>& patterns, bool final_only, const RowChoice& row, bool growing,
                    const Complaint& complain) {
  Metrics all;
  std::set<std::string> taken_files, taken_names;
  for (const auto& pattern : patterns) {
    const FileChoice choice{std::vector{pattern}, final_only ? Versions::FinalOnly : Versions::Latest, true};
    for (const auto& file : choose_files(run.listing.files, choice)) {
      if (!taken_files.insert(file).second) continue;
      const auto text = run.read(file, complain);
      if (!text) continue;
      const Complaint complain_of_file = [&](const std::string& what) { complain(fmt::format("{}/{}: {}", run.path(), file, what)); };
      for (auto& [name, value] : parse_metrics(*text, file, row, growing, complain_of_file)) {
        auto unique = taken_names.contains(name) ? stem_of(file) + "." + name : std::move(name);
        if (taken_names.insert(unique).second) all.emplace_back(std::move(unique), value);
      }
    }
  }
  return all;
}

}  // namespace liftoff
