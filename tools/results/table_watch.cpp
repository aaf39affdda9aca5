#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "common/watch.hpp"
#include "report/text_width.hpp"
#include "results/table_look.hpp"
#include "results/verbs.hpp"
#include "status/live_status.hpp"

namespace liftoff::tools {

namespace {

constexpr std::size_t most_warnings = 3;

StatusQuery experiments_in(const options::Options& options) {
  return {options.launch.results_dir, options.experiment, options.timestamp, false, false};
}

/// Starts and ends of runs are told by the kernel. Of the files that runs write nothing is: while any goes on there is
/// always something new.
class WatchedTable final : public Watched {
 public:
  WatchedTable(const Tool& tool, const options::Options& options)
      : tool_(tool), options_(options), live_(experiments_in(options)) {
    look();
  }

  void add_to(posix::PollSet& set) const override { live_.add_to(set); }
  bool take_events() override { return live_.take_events() || alive_; }
  void refresh() override {
    live_.refresh();
    look();
  }
  bool grows() const override { return false; }

  std::vector<std::string> lines() override {
    if (output_width() != width_) look();
    std::vector<std::string> all;
    add_lines(all, look_.text);
    const auto width = width_ == 0 ? 80 : width_;
    for (const auto& note : notes())
      all.push_back(tool_.out_style().dim(report::cut_end(report::one_line(note), width)) + "\n");
    return all;
  }

  std::string document() override {
    const auto now = fmt::format("{}", fmt::join(notes(), "\n"));
    if (now != said_ && !now.empty()) tool_.say(now);
    said_ = now;
    return look_.text;
  }

 private:
  void look() {
    warnings_.clear();
    width_ = output_width();
    try {
      look_ = look_at_table(options_, tool_.out_style(),
                            [this](const std::string& text) { warnings_.push_back("warning: " + text); });
    } catch (const Error& error) {
      if (error.code() != ExitCode::Failed) throw;
      look_ = {};  // what is asked for may yet come
      look_.problem = error.hint().empty() ? error.what() : fmt::format("{}\nhint: {}", error.what(), error.hint());
    }
    const auto running = live_.summaries();
    alive_ = std::any_of(running.begin(), running.end(), [this](const ExperimentSummary& experiment) {
      const auto folder = std::filesystem::path(experiment.path).filename().string();
      return look_.experiments.empty() || look_.experiments.contains(folder);
    });
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> all;
    add_lines(all, look_.problem);
    for (auto& line : all)
      while (line.ends_with('\n')) line.pop_back();
    all.insert(all.end(), look_.left_out.begin(), look_.left_out.end());
    const auto shown = std::min(warnings_.size(), most_warnings);
    all.insert(all.end(), warnings_.begin(), warnings_.begin() + static_cast<long>(shown));
    if (shown < warnings_.size()) all.push_back(fmt::format("{} more warnings", warnings_.size() - shown));
    return all;
  }

  /// Each with its newline.
  static void add_lines(std::vector<std::string>& lines, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
      lines.push_back(text.substr(at, end - at));
      at = end;
    }
  }

  const Tool& tool_;
  const options::Options& options_;
  status::LiveStatus live_;
  TableLook look_;
  std::vector<std::string> warnings_;
  std::size_t width_ = 0;
  bool alive_ = false;
  std::string said_;
};

}  // namespace

int watch_table(const Tool& tool, const options::Options& options) {
  WatchedTable watched(tool, options);
  return watch(watched, *options.watch, can_draw_over());
}

}  // namespace liftoff::tools
