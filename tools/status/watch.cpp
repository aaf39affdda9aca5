#include <algorithm>
#include <chrono>
#include <csignal>

#include <fmt/format.h>

#include "common/output.hpp"
#include "posix/clock.hpp"
#include "posix/keyboard.hpp"
#include "posix/poll.hpp"
#include "posix/signals.hpp"
#include "posix/terminal.hpp"
#include "report/screen.hpp"
#include "report/status_json.hpp"
#include "report/status_sort.hpp"
#include "report/status_table.hpp"
#include "report/text_width.hpp"
#include "status/chosen.hpp"
#include "status/live_status.hpp"
#include "status/verbs.hpp"

namespace liftoff::tools {

namespace {

using namespace std::chrono_literals;

/// Draws what LiveStatus knows; decides when.
class Watching {
 public:
  Watching(const options::Options& options, const report::Style& style)
      : options_(options),
        style_(style),
        key_(report::parse_sort_key(options.status.sort)),
        terminal_(posix::is_terminal(1)),
        keyboard_(0),
        screen_(1),
        signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT},
        live_(status_query(options)),
        pause_(std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::duration<double>(*options.status.watch))) {}

  int run() {
    if (drawn_over()) screen_.enter();
    show();
    while (!over_) step();
    const auto last = lines();
    screen_.leave();
    keyboard_.stop();
    if (drawn_over() && (!signal_ || *signal_ != SIGHUP))
      for (const auto& line : last) put(line);
    if (!signal_) return 0;
    std::fflush(stdout);
    posix::die_by(*signal_);
  }

 private:
  bool drawn_over() const { return terminal_ && !options_.json; }

  /// Waits for one thing and does what it asks for.
  void step() {
    posix::PollSet set;
    set.add(signals_.fd());
    const auto keys = set.add(keyboard_.fd());
    live_.add_to(set);
    const bool woken = set.wait(deadline());
    while (const auto received = signals_.take()) heed(received->signal);
    if (woken && set.is_ready(keys)) heed_keys();
    if (over_) return;
    if (woken && live_.take_events()) pending_ = true;
    const auto now = posix::monotonic_now();
    if (pending_ && now >= shown_ + pause_) {
      live_.refresh();
      show();
      pending_ = live_.take_events();  // what went on during the look
    } else if (drawn_over() && now >= shown_ + tick()) {
      show();
    }
  }

  std::chrono::nanoseconds tick() const { return std::max<std::chrono::nanoseconds>(pause_, 1s); }

  /// Changes wait for the pause to be over; otherwise only what grows with time is drawn anew.
  std::optional<posix::MonotonicTime> deadline() const {
    if (pending_) return shown_ + pause_;
    if (drawn_over() && alive_) return shown_ + tick();
    return std::nullopt;
  }

  void heed(int signal) {
    if (signal == SIGWINCH || signal == SIGCONT) {
      screen_.forget();
      show();
    } else if (signal == SIGTSTP) {
      screen_.leave();
      keyboard_.stop();
      posix::stop_here();
      keyboard_.start();
      if (drawn_over()) screen_.enter();
      show();
    } else {
      signal_ = signal;
      over_ = true;
    }
  }

  void heed_keys() {
    while (const auto key = keyboard_.take())
      if (*key == 'q' || *key == 'Q') over_ = true;
  }

  std::vector<ExperimentSummary> experiments() {
    auto all = live_.summaries();
    report::sort_experiments(all, key_);
    return all;
  }

  std::vector<std::string> lines() {
    const auto all = experiments();
    alive_ = std::any_of(all.begin(), all.end(), [](const ExperimentSummary& e) { return e.alive; });
    const auto width = output_width();
    if (all.empty())
      return {report::cut_end(options_.all ? "no experiments" : "nothing is running", width == 0 ? 80 : width) + "\n"};
    return report::status_lines(all, {options_.status.brief, width, terminal_, posix::unix_time()}, style_);
  }

  void show() {
    shown_ = posix::monotonic_now();
    if (options_.json) return emit(report::status_json(experiments()));
    const auto all = lines();
    if (drawn_over()) return screen_.draw(all);
    std::string text;
    for (const auto& line : all) text += line;
    emit(text);
  }

  /// Not a terminal: one table, or document, for each change.
  void emit(const std::string& text) {
    if (text == emitted_) return;
    emitted_ = text;
    put(text);
    std::fflush(stdout);
  }

  const options::Options& options_;
  report::Style style_;
  const report::StatusColumn* key_;
  bool terminal_;
  posix::Keyboard keyboard_;
  report::Screen screen_;
  posix::SignalSource signals_;
  status::LiveStatus live_;
  std::chrono::nanoseconds pause_;
  posix::MonotonicTime shown_{};
  bool pending_ = false, over_ = false, alive_ = false;
  std::optional<int> signal_;
  std::string emitted_;
};

}  // namespace

int watch_experiments(const Tool& tool, const options::Options& options) {
  return Watching(options, tool.out_style()).run();
}

}  // namespace liftoff::tools
