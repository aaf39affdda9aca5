#include "launch/resume.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/experiments.hpp"
#include "experiment/run_folder.hpp"
#include "posix/clock.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "posix/path.hpp"

namespace liftoff::launch {

namespace {

/// The name of the experiment that the selected configurations belong to.
std::string selected_name(const ConfigSelection& selection) {
  if (!selection.experiment.empty()) return selection.experiment;
  struct Found {
    std::string name;
  };
  try {
    Warnings passed_over;
    for_each_configuration(selection, passed_over, [](Configuration&& c) { throw Found{c.experiment}; });
  } catch (const Found& found) {
    return found.name;
  }
  return {};
}

experiment::OpenExperiment find_experiment(const ResumeRequest& request) {
  const auto& dir = request.options.results_dir;
  experiment::ExperimentFilter filter;
  filter.timestamp = request.timestamp;
  if (!request.timestamp || !request.selection.experiment.empty()) filter.name = selected_name(request.selection);
  const auto all = experiment::list_experiments(dir);
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const experiment::ExperimentRef& e) { return filter.matches(e); });
  if (it == all.end()) {
    const auto wanted = request.timestamp ? fmt::format("with timestamp {}", *request.timestamp)
                                          : fmt::format("named '{}'", *filter.name);
    throw usage_error(fmt::format("there is no experiment {} in {}", wanted, dir),
                      all.empty() ? ""
                                  : fmt::format("the newest one there is {}: --timestamp {}", all.front().folder,
                                                all.front().timestamp));
  }
  return experiment::OpenExperiment::open(*it);
}

bool has_leaf(int folder, const std::string& run) {
  return posix::info(folder,
                     (run.empty() ? std::string(experiment::names::leaf) : run + "/" + experiment::names::leaf).c_str())
             .kind != posix::FileKind::None;
}

/// How deep the runs of a tree of the original lie.
experiment::Layout layout_of_original(int experiment, int runs_no) {
  if (has_leaf(experiment, "")) return experiment::Layout::Single;
  const auto entries = posix::list_folder(experiment, ".").value_or(std::vector<posix::FolderEntry>{});
  const auto folders =
      std::count_if(entries.begin(), entries.end(), [](const auto& e) { return e.kind == posix::FileKind::Directory; });
  for (const auto& entry : entries)
    if (entry.kind == posix::FileKind::Directory && has_leaf(experiment, entry.name)) return experiment::Layout::Flat;
  return runs_no > 1 || folders > 0 ? experiment::Layout::Nested : experiment::Layout::Flat;
}

/// How often a tree of the original repeats its configurations, as far as run folders were made.
int repetitions_of_original(int experiment) {
  int repetitions = 1;
  for (const auto& configuration : posix::list_folder(experiment, ".").value_or(std::vector<posix::FolderEntry>{})) {
    if (configuration.kind != posix::FileKind::Directory) continue;
    for (const auto& run :
         posix::list_folder(experiment, configuration.name.c_str()).value_or(std::vector<posix::FolderEntry>{})) {
      int run_id = 0;
      const auto* end = run.name.data() + run.name.size();
      const auto parsed = std::from_chars(run.name.data(), end, run_id);
      if (parsed.ec == std::errc{} && parsed.ptr == end && run_id >= repetitions &&
          has_leaf(experiment, configuration.name + "/" + run.name))
        repetitions = run_id + 1;
    }
  }
  return repetitions;
}

/// Texts are compared without what changes from launch to launch by itself.
std::string comparable(const std::string& text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const auto line = std::string_view(text).substr(at, end - at);
    if (!line.starts_with("commit:") && !line.starts_with("comment:")) kept += line;
    at = end;
  }
  return kept;
}

/// What a look at the configurations adds to a plan.
class PlanUpdate {
 public:
  PlanUpdate(const experiment::OpenExperiment& experiment, const std::optional<experiment::Plan>& plan,
             experiment::PlanHeader header)
      : experiment_(experiment), plan_(plan), header_(std::move(header)) {
    if (!plan_) return;
    plan_->for_each([&](std::size_t index, const experiment::PlannedConfiguration& line) {
      known_[line.file] = index;
      folders_.insert(line.folder);
    });
  }

  void take(Configuration&& configuration) {
    auto line = planned_line(configuration);
    const auto text = planned_text(configuration);
    const auto it = known_.find(line.file);
    if (it != known_.end()) {
      if (comparable(text) == comparable(plan_->text(it->second))) return;
      line.folder = plan_->configuration(it->second).folder;
      edited_.push_back(line.file);
    } else {
      if (!folders_.insert(line.folder).second)
        throw usage_error(
            fmt::format("the configuration '{}' would go to the folder {} of another one", line.file, line.folder),
            "give it another title or cfg_id");
      ++added_;
    }
    writer().add(line, text);
  }

  /// Whether there is a new part now. `layout` of part 1.
  bool publish(experiment::Layout layout, bool more_runs, std::vector<std::string>& notes) {
    if (!writer_ && !more_runs) return false;
    if (plan_ && layout == experiment::Layout::Single && (added_ > 0 || more_runs))
      throw usage_error("the experiment is one of a single run and takes no additions",
                        "launch a new one, without --resume");
    if (!writer().publish(plan_ ? plan_->parts() + 1 : 1, layout)) return false;
    if (plan_ && added_ > 0) notes.push_back(fmt::format("{} new configurations were added", added_));
    if (plan_ && more_runs) notes.push_back(fmt::format("every configuration gets {} runs now", header_.runs_no));
    for (const auto& file : edited_)
      notes.push_back(
          fmt::format("the configuration '{}' was edited: runs that start from now on use it as it is now", file));
    return true;
  }

 private:
  experiment::PlanWriter& writer() {
    if (!writer_) writer_ = std::make_unique<experiment::PlanWriter>(experiment_.folder.get(), header_);
    return *writer_;
  }

  const experiment::OpenExperiment& experiment_;
  const std::optional<experiment::Plan>& plan_;
  experiment::PlanHeader header_;
  std::unordered_map<std::string, std::size_t> known_;
  std::unordered_set<std::string> folders_;
  std::unique_ptr<experiment::PlanWriter> writer_;
  std::size_t added_ = 0;
  std::vector<std::string> edited_;
};

experiment::PlanHeader next_header(const ResumedExperiment& resumed, const std::optional<experiment::Plan>& plan,
                                   const ConfigSelection& selection, int runs_no) {
  experiment::PlanHeader header;
  header.runs_no = std::max(runs_no, plan ? plan->runs_no() : 1);
  header.name = resumed.experiment.ref.name;
  header.created = posix::unix_time();
  header.cwd = posix::working_directory();
  auto options = resumed.options;
  options.runs_no = header.runs_no;
  header.options = to_json(options, selection);
  return header;
}

void read_configurations(const ResumeRequest& request, const ConfigSelection& selection, PlanUpdate& update,
                         Warnings& warnings) {
  try {
    for_each_configuration(selection, warnings,
                           [&](Configuration&& configuration) { update.take(std::move(configuration)); });
  } catch (const Error& error) {
    if (request.selection_given || error.code() != ExitCode::Usage) throw;
    warnings.push_back(fmt::format("the configurations can't be read again ({}): the plan's are used", error.what()));
  }
}

/// Adds what is new to the plan; again where another launcher did so at the same moment.
void update_plan(ResumedExperiment& resumed, const ResumeRequest& request, const ConfigSelection& selection,
                 Warnings& warnings) {
  const int folder = resumed.experiment.folder.get();
  auto plan = experiment::Plan::open(folder);
  for (int turns = 0; turns < 100; ++turns) {
    const int known_repetitions = plan ? 1 : repetitions_of_original(folder);
    const auto header =
        next_header(resumed, plan, selection, std::max(request.options.runs_no.value_or(1), known_repetitions));
    const auto layout = plan ? plan->header().layout : layout_of_original(folder, header.runs_no);
    PlanUpdate update(resumed.experiment, plan, header);
    read_configurations(request, selection, update, warnings);
    const bool published = update.publish(layout, plan && header.runs_no > plan->runs_no(), resumed.notes);
    auto now = experiment::Plan::open(folder);
    const bool settled = published || (now && plan && now->parts() == plan->parts());
    plan = std::move(now);
    if (!plan) throw usage_error("there is nothing to resume: no configuration was found");
    if (settled) break;
  }
  resumed.plan = std::move(*plan);
}

void list_runs(ResumedExperiment& resumed) {
  const int folder = resumed.experiment.folder.get();
  const auto& plan = resumed.plan;
  std::vector<std::string> folders(plan.configurations());
  plan.for_each([&](std::size_t index, const experiment::PlannedConfiguration& line) { folders[index] = line.folder; });
  for (int run_id = 0; run_id < plan.runs_no(); ++run_id)
    for (std::size_t index = 0; index < folders.size(); ++index) {
      const auto run = experiment::run_path(plan.header().layout, folders[index], run_id);
      const auto place = run.empty() ? std::string() : run + "/";
      if (posix::info(folder, (place + experiment::names::end).c_str()).kind == posix::FileKind::Regular)
        ++resumed.succeeded;
      else if (posix::is_locked(folder, (place + experiment::names::record).c_str())) ++resumed.running;
      else resumed.to_do.push_back({static_cast<std::uint32_t>(index), run_id});
    }
}

/// The experiment with the options it was launched with under those given; `selection` becomes the recorded one where
/// none was given.
ResumedExperiment find_recorded(const ResumeRequest& request, ConfigSelection& selection) {
  ResumedExperiment resumed;
  resumed.experiment = find_experiment(request);
  resumed.options = request.options;
  if (const auto header = experiment::read_plan_header(resumed.experiment.folder.get())) {
    const auto recorded = options_from_json(header->options);
    resumed.options = overlay(recorded.options, request.options);
    if (!request.selection_given) selection = recorded.selection;
  }
  return resumed;
}

}  // namespace

ResumedExperiment resume_experiment(const ResumeRequest& request, Warnings& warnings) {
  auto selection = request.selection;
  auto resumed = find_recorded(request, selection);
  experiment::remove_abort_mark(resumed.experiment.folder.get());
  update_plan(resumed, request, selection, warnings);
  list_runs(resumed);
  return resumed;
}

ResumedExperiment look_at_experiment(const ResumeRequest& request) {
  auto selection = request.selection;
  auto resumed = find_recorded(request, selection);
  auto plan = experiment::Plan::open(resumed.experiment.folder.get());
  if (!plan)
    throw usage_error(resumed.experiment.ref.path + " has no plan yet", "--resume without --dry-run makes one");
  resumed.plan = std::move(*plan);
  list_runs(resumed);
  return resumed;
}

}  // namespace liftoff::launch
