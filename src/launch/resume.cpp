#include "launch/resume.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/hands.hpp"
#include "experiment/run_ref.hpp"
#include "launch/plan_update.hpp"
#include "posix/clock.hpp"
#include "posix/file_info.hpp"
#include "posix/lock.hpp"
#include "posix/path.hpp"
#include "text/words.hpp"

namespace liftoff::launch {

namespace {

constexpr std::size_t most_named = 5;

experiment::PlanHeader next_header(const RecordedExperiment& recorded, const ConfigSelection& selection, int runs_no) {
  experiment::PlanHeader header;
  header.runs_no = runs_no;
  header.name = recorded.experiment.ref.name;
  header.created = posix::unix_time();
  header.cwd = posix::working_directory();
  auto options = recorded.options;
  options.runs_no = runs_no;
  header.options = to_json(options, selection);
  return header;
}

PlanUpdate look(const KnownPlan& known, const RecordedExperiment& recorded, const ResumeRequest& request,
                Warnings& warnings) {
  const auto& selection = recorded.selection;
  const auto header = next_header(recorded, selection, std::max(request.options.runs_no.value_or(1), known.runs_no()));
  const auto read = [&](const std::function<void(Configuration &&)>& use) {
    for_each_configuration(selection, warnings, use);
  };
  if (!recorded.reads) return plan_update(known, header, {});
  try {
    return plan_update(known, header, read);
  } catch (const Error& error) {
    if (request.selection_given || error.code() != ExitCode::Usage || known.lines().empty()) throw;
    warnings.push_back(fmt::format("the configurations can't be read again ({}): the plan's are used", error.what()));
    return plan_update(known, header, {});
  }
}

/// What is left to do of the plan.
void list_runs(const RecordedExperiment& recorded, const std::vector<char>& absent, ResumedExperiment& resumed) {
  const int folder = recorded.experiment.folder.get();
  const auto held = experiment::runs_in_hand(folder);
  std::vector<char> left_out(resumed.lines.size(), 0);
  for (int run_id = 0; run_id < resumed.runs_no; ++run_id)
    for (std::size_t i = 0; i < resumed.lines.size(); ++i) {
      const auto run = experiment::run_ref(resumed.layout, resumed.lines[i].folder, run_id);
      if (posix::info(folder, run.file(experiment::names::end).c_str()).kind == posix::FileKind::Regular)
        ++resumed.succeeded;
      else if (posix::is_locked(folder, run.file(experiment::names::record).c_str()) || held.contains(run))
        ++resumed.running;
      else if (absent[i]) ++resumed.left_out, left_out[i] = 1;
      else resumed.to_do.push_back({static_cast<std::uint32_t>(i), run_id});
    }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < left_out.size(); ++i)
    if (left_out[i]) names.push_back(resumed.lines[i].folder);
  if (!names.empty())
    resumed.notes.push_back(fmt::format("{} of the plan {} no longer among the configurations and not started: {}",
                                        text::counted(names.size(), "configuration"), names.size() == 1 ? "is" : "are",
                                        text::some_of(names, most_named)));
}

}  // namespace

ResumedExperiment resume_experiment(const RecordedExperiment& recorded, const ResumeRequest& request, bool write,
                                    Warnings& warnings) {
  const int folder = recorded.experiment.folder.get();
  const auto mark = experiment::read_abort_mark(folder);
  PlanUpdate update;
  for (bool settled = false; !settled;) {
    const KnownPlan known(recorded.experiment, request.options.runs_no.value_or(1));
    Warnings of_this_look;
    update = look(known, recorded, request, of_this_look);
    if (update.lines.empty()) throw usage_error("there is nothing to resume: no configuration was found");
    settled = !write || publish(update, known, folder);
    if (settled) warnings.insert(warnings.end(), of_this_look.begin(), of_this_look.end());
  }
  // Only now that nothing is in the way, and not an abort that came meanwhile.
  if (write && mark && experiment::read_abort_mark(folder) == mark) experiment::remove_abort_mark(folder);
  ResumedExperiment resumed;
  resumed.layout = update.layout;
  resumed.runs_no = update.runs_no();
  resumed.lines = std::move(update.lines);
  resumed.notes = std::move(update.notes);
  list_runs(recorded, update.absent, resumed);
  return resumed;
}

}  // namespace liftoff::launch
