#include "experiment/experiments.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/path.hpp"
#include "text/words.hpp"

namespace liftoff::experiment {

namespace {

std::optional<std::int64_t> recorded_timestamp(int results, const std::string& folder) {
  const auto fd = posix::open_folder(results, folder.c_str());
  const auto file = fd ? posix::open_for_reading(fd.get(), names::timestamp) : posix::Fd{};
  if (!file) return std::nullopt;
  try {
    const auto text = posix::read_at(file.get(), 0, 32);
    std::int64_t timestamp = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), timestamp);
    return result.ec == std::errc{} && timestamp >= 0 ? std::optional(timestamp) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<ExperimentRef> as_experiment(int results, const std::string& results_dir, const std::string& folder) {
  ExperimentRef ref{0, folder, folder, results_dir + (results_dir.ends_with('/') ? "" : "/") + folder};
  if (auto parsed = parse_experiment_folder(folder)) {
    ref.timestamp = parsed->timestamp;
    ref.name = std::move(parsed->name);
    return ref;
  }
  if (folder.front() == '.') return std::nullopt;
  const auto timestamp = recorded_timestamp(results, folder);
  if (!timestamp) return std::nullopt;
  ref.timestamp = *timestamp;
  return ref;
}

}  // namespace

std::string place_options(const ExperimentRef& experiment) {
  const auto slash = experiment.path.rfind('/');
  const auto results = slash == 0 ? std::string("/") : experiment.path.substr(0, slash);
  return results == "./results" ? "" : " --results-dir " + text::shell_word(results);
}

bool ExperimentFilter::matches(const ExperimentRef& experiment) const {
  return (!name || *name == experiment.name) && (!timestamp || *timestamp == experiment.timestamp);
}

posix::Opened open_results(const std::string& results_dir) {
  auto fd = posix::open_folder(posix::here(), (results_dir + "/.").c_str());
  if (!fd && !fd.error().is_absent()) posix::fail("cannot open the results folder", results_dir, fd.error());
  if (!fd) refuse_dangling(results_dir);
  return fd;
}

void refuse_dangling(const std::string& results_dir) {
  if (const auto dangling = posix::dangling_link(results_dir))
    throw usage_error(fmt::format("{} is a link to {}, and nothing is there", dangling->link, dangling->target),
                      "mount or make what it leads to, or name another folder: --results-dir DIR");
}

std::vector<ExperimentRef> list_experiments(const std::string& results_dir, const ExperimentFilter& filter) {
  std::vector<ExperimentRef> found;
  const auto results = open_results(results_dir);
  if (!results) return found;
  const auto entries = posix::list_folder(results.get(), ".").or_fail("cannot read the results folder", results_dir);
  const auto is_there = [&](const std::string& name) {
    return posix::info(results.get(), name.c_str()).kind != posix::FileKind::None;
  };
  if (is_there(names::timestamp) || is_there(std::string(names::plan_prefix) + "1.jsonl"))
    throw usage_error(results_dir + " is an experiment, not the folder that experiments lie in",
                      "give the folder above it, and the experiment with -t or -e");
  for (const auto& entry : entries) {
    if (entry.kind != posix::FileKind::Directory) continue;
    auto ref = as_experiment(results.get(), results_dir, entry.name);
    if (ref && filter.matches(*ref)) found.push_back(std::move(*ref));
  }
  std::sort(found.begin(), found.end(), [](const ExperimentRef& a, const ExperimentRef& b) {
    return a.timestamp != b.timestamp ? a.timestamp > b.timestamp : a.folder < b.folder;
  });
  return found;
}

bool is_made_by_hand(int experiment_folder) {
  const auto stands = [&](const std::string& name) {
    return posix::info(experiment_folder, name.c_str()).kind == posix::FileKind::Regular;
  };
  return !stands(names::timestamp) && !stands(names::leaf) && !stands(std::string(names::plan_prefix) + "1.jsonl") &&
         stands(names::config);
}

void put_launched_first(const std::string& results_dir, std::vector<ExperimentRef>& experiments) {
  const auto results = open_results(results_dir);
  const auto launched = std::find_if(experiments.begin(), experiments.end(), [&](const ExperimentRef& experiment) {
    const auto folder = posix::open_folder(results.get(), experiment.folder.c_str());
    return !folder || !is_made_by_hand(folder.get());
  });
  if (launched != experiments.end()) std::rotate(experiments.begin(), launched, launched + 1);
}

std::vector<ExperimentRef> list_launched_first(const std::string& results_dir, const ExperimentFilter& filter) {
  auto experiments = list_experiments(results_dir, filter);
  put_launched_first(results_dir, experiments);
  return experiments;
}

}  // namespace liftoff::experiment
