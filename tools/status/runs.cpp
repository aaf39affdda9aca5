#include <algorithm>
#include <optional>

#include "common/output.hpp"
#include "common/watch.hpp"
#include "posix/clock.hpp"
#include "report/text_width.hpp"
#include "status/chosen.hpp"
#include "status/live_status.hpp"
#include "status/verbs.hpp"

namespace liftoff::tools {

namespace {

/// The runs of the newest experiment of those that match, as they are now.
struct RunsNow {
  std::optional<experiment::ExperimentRef> experiment;
  std::vector<report::RunLine> runs;

  explicit RunsNow(const options::Options& options) {
    const auto experiments = matching(options);
    if (experiments.empty()) return;
    experiment = experiments.front();
    const auto opened = experiment::OpenExperiment::open(*experiment);
    auto& machine = opened.machine();
    status::view_runs(opened, options.status.state, options.rescan, machine,
                      [&](const status::RunView& run) { runs.push_back(line_of(opened, run, machine.now())); });
  }

  std::string json() const {
    if (!experiment) return "{\"schema_version\":1,\"experiment\":null,\"runs\":[]}\n";
    return report::runs_json(experiment->path, runs);
  }
};

std::string none_text(const options::Options& options) {
  return "there is no such experiment in " + report::one_line(options.launch.results_dir);
}

StatusQuery all_that_match(const options::Options& options) {
  auto query = status_query(options);
  query.all = true;
  return query;
}

/// What happens to the experiment is told as for the table of experiments; then its runs are looked at again.
class WatchedRuns final : public Watched {
 public:
  WatchedRuns(const options::Options& options, const report::Style& style)
      : options_(options), style_(style), live_(all_that_match(options)), now_(options) {}

  void add_to(posix::PollSet& set) const override { live_.add_to(set); }
  bool take_events() override { return live_.take_events(); }
  void refresh() override {
    live_.refresh();
    now_ = RunsNow(options_);
    shown_at_ = posix::unix_time();
  }
  bool grows() const override {
    return std::any_of(now_.runs.begin(), now_.runs.end(), [](const auto& run) { return run.state == "running"; });
  }
  std::vector<std::string> lines() override {
    const auto width = output_width();
    if (!now_.experiment) return {report::cut_end(none_text(options_), width == 0 ? 80 : width) + "\n"};
    auto runs = now_.runs;
    const double since = posix::unix_time() - shown_at_;
    for (auto& run : runs)
      if (run.state == "running" && run.seconds) *run.seconds += since;
    return report::run_lines(runs, width, style_);
  }
  std::string document() override {
    if (options_.json) return now_.json();
    std::string text;
    for (const auto& line : report::run_lines(now_.runs, output_width(), style_)) text += line;
    return text;
  }

 private:
  const options::Options& options_;
  report::Style style_;
  status::LiveStatus live_;
  RunsNow now_;
  double shown_at_ = posix::unix_time();
};

}  // namespace

int show_runs(const Tool& tool, const options::Options& options) {
  const RunsNow now(options);
  if (options.json) put(now.json());
  else if (!now.experiment) tool.say(none_text(options));
  else
    for (const auto& line : report::run_lines(now.runs, output_width(), tool.out_style())) put(line);
  return 0;
}

int watch_runs(const Tool& tool, const options::Options& options) {
  WatchedRuns watched(options, tool.out_style());
  return watch(watched, *options.watch, can_draw_over() && !options.json);
}

}  // namespace liftoff::tools
