#include "launch/plan_update.hpp"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/original.hpp"
#include "posix/clock.hpp"
#include "posix/path.hpp"

namespace liftoff::launch {

namespace {

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

}  // namespace

void update_plan(ResumedExperiment& resumed, const ResumeRequest& request, const ConfigSelection& selection,
                 Warnings& warnings) {
  const int folder = resumed.experiment.folder.get();
  auto plan = experiment::Plan::open(folder);
  for (int turns = 0; turns < 100; ++turns) {
    const int known_repetitions = plan ? 1 : experiment::repetitions_of_original(folder);
    const auto header =
        next_header(resumed, plan, selection, std::max(request.options.runs_no.value_or(1), known_repetitions));
    const auto layout = plan ? plan->header().layout : experiment::layout_of_original(folder, header.runs_no);
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

}  // namespace liftoff::launch
