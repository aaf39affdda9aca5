#include "common/watch.hpp"

#include <algorithm>

#include "common/output.hpp"
#include "posix/terminal.hpp"
#include "report/status_json.hpp"
#include "report/status_sort.hpp"
#include "report/status_table.hpp"
#include "report/text_width.hpp"
#include "status/chosen.hpp"
#include "status/live_status.hpp"
#include "status/verbs.hpp"

namespace liftoff::tools {

namespace {

/// What LiveStatus knows, as a table or as JSON.
class WatchedStatus final : public Watched {
 public:
  WatchedStatus(const options::Options& options, const report::Style& style, bool drawn_over)
      : options_(options),
        style_(style),
        key_(report::parse_sort_key(options.status.sort)),
        drawn_over_(drawn_over),
        explains_(options.status.legend),
        live_(status_query(options)) {}

  void add_to(posix::PollSet& set) const override { live_.add_to(set); }
  bool take_events() override { return live_.take_events(); }
  void refresh() override { live_.refresh(); }
  bool grows() const override { return alive_; }
  bool press(char key) override {
    if (key == '?') explains_ = !explains_;
    return key == '?';
  }
  void end() override { over_ = true; }

  std::vector<std::string> lines() override {
    const auto all = experiments();
    alive_ = std::any_of(all.begin(), all.end(), [](const ExperimentSummary& e) { return e.alive; });
    const auto width = output_width();
    if (all.empty())
      return {report::cut_end(options_.all ? "no experiments" : "nothing is running", width == 0 ? 80 : width) + "\n"};
    const auto legend = explains_               ? report::Legend::All
                        : posix::is_terminal(1) ? report::Legend::Letters
                                                : report::Legend::None;
    const auto* const keys = drawn_over_ && !over_ ? "; ? explains all, q quits" : "";
    return report::status_lines(all, {options_.status.brief, width, legend, keys}, style_);
  }

  std::string document() override {
    if (options_.json) return report::status_json(experiments());
    std::string text;
    for (const auto& line : lines()) text += line;
    return text;
  }

 private:
  std::vector<ExperimentSummary> experiments() {
    auto all = live_.summaries();
    report::sort_experiments(all, key_);
    return all;
  }

  const options::Options& options_;
  report::Style style_;
  const report::StatusColumn* key_;
  bool drawn_over_, explains_;
  status::LiveStatus live_;
  bool alive_ = false, over_ = false;
};

}  // namespace

int watch_experiments(const Tool& tool, const options::Options& options) {
  const bool drawn_over = can_draw_over() && !options.json;
  WatchedStatus watched(options, tool.out_style(), drawn_over);
  return watch(watched, *options.watch, drawn_over);
}

}  // namespace liftoff::tools
