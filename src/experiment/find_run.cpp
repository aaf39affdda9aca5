#include "experiment/find_run.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/plan.hpp"
#include "experiment/run_folders.hpp"
#include "posix/folder.hpp"
#include "posix/path.hpp"

namespace liftoff::experiment {

namespace {

/// Where a path leads, seen from the experiment; nothing for one that leads elsewhere.
std::optional<RunRef> below(const ExperimentRef& experiment, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto path = posix::absolute_path(text), base = posix::absolute_path(experiment.path);
  if (path == base) return RunRef();
  if (!path.starts_with(base + "/")) return std::nullopt;
  return RunRef(path.substr(base.size() + 1));
}

/// How well a name fits; the runs that it fits best are meant.
enum class Fit { None, Title, Number, Whole };

/// What may stand for a configuration's folder `<number>_<title>`.
Fit fit_of_configuration(std::string_view folder, std::string_view text) {
  if (text == folder) return Fit::Whole;
  const auto number = folder.substr(0, folder.find('_'));
  if (text == number) return Fit::Number;
  const bool titled = number.size() < folder.size() && text == folder.substr(number.size() + 1);
  return titled && number.find_first_not_of("0123456789") == std::string_view::npos ? Fit::Title : Fit::None;
}

/// The runs of one experiment that a name fits.
class Search {
 public:
  Search(const ExperimentRef& experiment, int folder, const std::string& text)
      : experiment_(experiment), plan_(Plan::open(folder)), text_(text), path_(below(experiment, text)) {
    const auto look = [this](RunRef run) { take(std::move(run)); };
    if (plan_) for_each_planned_run(*plan_, [&](std::size_t, int, RunRef run) { look(std::move(run)); });
    else
      for (auto& run : runs_on_disk(folder)) look(std::move(run));
  }

  std::size_t count() const { return count_; }
  const std::vector<RunRef>& first() const { return first_; }

 private:
  void take(RunRef run) {
    const auto fit = run.text() == text_ || run == path_ ? Fit::Whole : path_ ? Fit::None : fit_of(run);
    if (fit == Fit::None || fit < best_) return;
    if (fit > best_) first_.clear(), count_ = 0;
    best_ = fit;
    if (++count_ <= most_named) first_.push_back(std::move(run));
  }

  Fit fit_of(const RunRef& run) const {
    if (run.is_whole()) return fit_of_single();
    const auto configuration = run.configuration();
    const auto rest = run.depth() < 2 ? "/0" : std::string(run.text().substr(configuration.size()));
    auto fit = fit_of_configuration(configuration, text_);
    if (std::string_view(text_).ends_with(rest))
      fit = std::max(fit, fit_of_configuration(configuration, front(rest.size())));
    return fit;
  }

  /// A single run has no folder of its configuration, and is shown under the experiment's name.
  Fit fit_of_single() const {
    const auto name = text_.ends_with("/0") ? front(2) : std::string_view(text_);
    if (name == experiment_.name) return Fit::Whole;
    return plan_ ? fit_of_configuration(plan_->configuration(0).folder, name) : Fit::None;
  }

  std::string_view front(std::size_t less) const { return std::string_view(text_).substr(0, text_.size() - less); }

  static constexpr std::size_t most_named = 3;
  const ExperimentRef& experiment_;
  std::optional<Plan> plan_;
  const std::string& text_;
  std::optional<RunRef> path_;
  Fit best_ = Fit::None;
  std::size_t count_ = 0;
  std::vector<RunRef> first_;  ///< as many as a message names
};

Search search(int results_folder, const ExperimentRef& experiment, const std::string& text) {
  auto folder = posix::open_folder(results_folder, experiment.folder.c_str());
  return {experiment, std::move(folder).or_fail("cannot open", experiment.path).get(), text};
}

[[noreturn]] void refuse_many(const Search& found, const ExperimentRef& experiment, const std::string& text) {
  std::string some;
  for (const auto& run : found.first()) some += fmt::format("{}'{}'", some.empty() ? "" : ", ", run.text());
  throw usage_error(fmt::format("'{}' names {} runs of {}", text, found.count(), experiment.folder),
                    fmt::format("say which: {}{}", some, found.count() > found.first().size() ? ", …" : ""));
}

/// Of a few other experiments the first in which the name is known; one that can't be read doesn't know it.
std::optional<ExperimentRef> other_with(int results_folder, const std::vector<ExperimentRef>& experiments,
                                        const std::string& text) {
  constexpr std::size_t most_searched = 8;
  const auto knows = [&](const ExperimentRef& experiment) {
    try {
      return search(results_folder, experiment, text).count() > 0;
    } catch (const Error&) {
      return false;
    }
  };
  const auto end = experiments.begin() + static_cast<std::ptrdiff_t>(std::min(experiments.size(), most_searched));
  const auto it = std::find_if(experiments.begin() + 1, end, knows);
  return it == end ? std::nullopt : std::optional(*it);
}

}  // namespace

std::optional<RunLocation> location_of_path(const std::vector<ExperimentRef>& experiments, const std::string& text) {
  for (const auto& experiment : experiments)
    if (auto run = below(experiment, text)) return RunLocation{experiment, std::move(*run)};
  return std::nullopt;
}

std::optional<RunLocation> known_run(int results_folder, const std::vector<ExperimentRef>& experiments,
                                     const std::string& text) {
  if (experiments.empty()) return std::nullopt;
  const auto path = location_of_path(experiments, text);
  const auto& experiment = path ? path->experiment : experiments.front();
  const auto found = search(results_folder, experiment, text);
  if (found.count() > 1) refuse_many(found, experiment, text);
  if (found.count() == 0) return std::nullopt;
  return RunLocation{experiment, found.first().front()};
}

RunLocation find_run(int results_folder, const std::vector<ExperimentRef>& experiments, const std::string& text) {
  if (auto run = known_run(results_folder, experiments, text)) return *std::move(run);
  if (experiments.empty()) throw usage_error(fmt::format("there is no run '{}': there is no such experiment", text));
  const auto path = location_of_path(experiments, text);
  const auto& experiment = path ? path->experiment : experiments.front();
  const auto other = path ? std::nullopt : other_with(results_folder, experiments, text);
  throw usage_error(fmt::format("there is no run '{}' in {}", text, experiment.folder),
                    other ? fmt::format("{} has one: add -t {}", other->folder, other->timestamp)
                          : fmt::format("'liftoff-status --runs -t {}' lists its runs", experiment.timestamp));
}

}  // namespace liftoff::experiment
