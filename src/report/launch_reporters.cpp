#include "report/launch_reporters.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "posix/own_process.hpp"
#include "posix/terminal.hpp"
#include "report/crash_counts.hpp"
#include "report/launch_causes.hpp"
#include "report/launch_json.hpp"
#include "report/launch_text.hpp"
#include "status/recurring_look.hpp"
#include "text/duration.hpp"

namespace liftoff::report {

namespace {

using posix::MonotonicTime;

double seconds_since(MonotonicTime begin) {
  return std::chrono::duration<double>(posix::monotonic_now() - begin).count();
}

/// Plain lines on standard error, one per event worth knowing.
class PlainReporter : public launch::LaunchReporter {
 public:
  PlainReporter(LaunchReporting how, launch::DescribeRun describe, bool foreground)
      : how_(std::move(how)), describe_(std::move(describe)), foreground_(foreground) {}

  void on(const launch::LaunchEvent& event, const launch::Tally& tally) override {
    if (const auto* began = std::get_if<launch::LaunchBegan>(&event)) on_began(*began);
    else if (const auto* ended = std::get_if<launch::RunEnded>(&event)) on_run(*ended);
    else if (const auto* begun = std::get_if<launch::RunBegan>(&event)) {
      if (how_.verbose) line(Tone::Dim, "started: " + describe_(begun->order).folder);
    } else if (const auto* refused = std::get_if<launch::RunRefused>(&event)) {
      if (!how_.quiet) line(Tone::Red, refused_text(*refused));
    } else if (const auto* noted = std::get_if<launch::Noted>(&event)) {
      if (!how_.quiet) line(Tone::Plain, noted->text);
    } else if (const auto* end = std::get_if<launch::LaunchEnded>(&event)) on_end(*end, tally);
  }

 protected:
  virtual void line(Tone tone, const std::string& text) { put(prefixed(tone, text) + "\n"); }
  std::string prefixed(Tone tone, const std::string& text) const {
    return fmt::format("{}: {}", how_.style.bold(how_.program), how_.style(tone, printable(text)));
  }
  static void put(const std::string& text) { std::fputs(text.c_str(), stderr); }
  double wall() const { return seconds_since(start_); }
  const launch::LaunchBegan& began() const { return began_; }
  const LaunchReporting& how() const { return how_; }

 private:
  void on_began(const launch::LaunchBegan& began) {
    began_ = began;
    causes_ = LaunchCauses(began);
    start_ = posix::monotonic_now();
    if (!how_.quiet && !foreground_) line(Tone::Plain, began_text(began));
  }

  void on_run(const launch::RunEnded& event) {
    if (how_.quiet) return;
    const auto run = describe_(event.order);
    const auto cause = causes_.of(event, run);
    const auto text = run_text(event, run, cause);
    if (cause) {
      const auto told = crashes_.add(event, run, *cause, text);
      if (const auto& shown = how_.verbose ? text : told; !shown.empty()) line(Tone::Red, shown);
    } else if (!text.empty()) line(Tone::Red, text);
    else if (how_.verbose)
      line(Tone::Green, fmt::format("succeeded: {} in {}", run.folder, text::fine_span_text(event.end->wall)));
  }

  void on_end(const launch::LaunchEnded& end, const launch::Tally& tally) {
    if (began_.to_do == 0 && end.how == launch::LaunchEnd::Complete) return;
    const bool failed = end.how != launch::LaunchEnd::Complete;
    if (how_.quiet && end.how != launch::LaunchEnd::Refused) return;
    const auto causes = foreground_ ? std::vector<std::string>{} : crashes_.summary(began_);
    for (const auto& text : ended_text(end, tally, began_, wall(), causes))
      if (text.starts_with("hint: ")) put(how_.style(Tone::Cyan, "hint:") + printable(text.substr(5)) + "\n");
      else line(failed || tally.crashed + tally.lost > 0 ? Tone::Red : Tone::Green, text);
  }

  LaunchReporting how_;
  launch::DescribeRun describe_;
  bool foreground_;
  launch::LaunchBegan began_;
  LaunchCauses causes_;
  CrashCounts crashes_;
  MonotonicTime start_ = posix::monotonic_now();
};

/// The same above one live line, which is redrawn at most once a second.
class TerminalReporter final : public PlainReporter {
 public:
  using PlainReporter::PlainReporter;
  ~TerminalReporter() override { erase(); }

  void on(const launch::LaunchEvent& event, const launch::Tally& tally) override {
    if (const auto* began = std::get_if<launch::LaunchBegan>(&event)) experiment_.emplace(began->experiment);
    if (std::holds_alternative<launch::LaunchEnded>(event)) {
      erase();
      finished_ = true;
    }
    PlainReporter::on(event, tally);
    if (std::holds_alternative<launch::LaunchBegan>(event) && tally.to_do > 0) draw(tally);
    else if (!finished_ && due_ <= posix::monotonic_now()) draw(tally);
  }

  std::optional<MonotonicTime> next_redraw() const override { return due_; }
  void redraw(const launch::Tally& tally) override { draw(tally); }

 protected:
  void line(Tone tone, const std::string& text) override {
    const bool shown = shown_;
    erase();
    PlainReporter::line(tone, text);
    if (shown) {
      put(last_);
      shown_ = true;
    }
  }

 private:
  void erase() {
    if (shown_) put("\r\x1b[K");
    shown_ = false;
  }

  void draw(const launch::Tally& tally) {
    due_ = posix::monotonic_now() + std::chrono::seconds(1);
    const auto width = static_cast<std::size_t>(std::max(posix::terminal_width(2) - 1, 20));
    last_ = "\r\x1b[K" + styled(tally, width);
    put(last_);
    shown_ = true;
  }

  /// As liftoff-status has it; the rate is this launch's.
  std::string styled(const launch::Tally& tally, std::size_t width) {
    const auto& e = experiment_->summary();
    const auto ended = tally.succeeded + tally.crashed + tally.lost + tally.passed_over;
    auto text = sum_text(e);
    if (ended > 0 && wall() > 0) text += fmt::format(", {}", rate_text(static_cast<double>(ended) / wall()));
    text += fmt::format(", {} so far", text::span_text(wall()));
    if (e.time_left) text += fmt::format(", {} left", text::span_text(*e.time_left));
    return how().style.bold(text.substr(0, width));
  }

  static std::string rate_text(double per_second) {
    if (per_second >= 1) return fmt::format("{:.1f}/s", per_second);
    if (per_second * 60 >= 1) return fmt::format("{:.1f}/min", per_second * 60);
    return fmt::format("{:.1f}/h", per_second * 3600);
  }

  std::optional<status::RecurringLook> experiment_;
  std::optional<MonotonicTime> due_;
  std::string last_;
  bool shown_ = false;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<launch::LaunchReporter> make_launch_reporter(const LaunchReporting& how,
                                                             const launch::DescribeRun& describe, bool foreground) {
  if (how.json) return make_json_reporter(describe);
  const bool live = posix::is_drawable(2) && !foreground && !how.quiet && how.terminal_is_ours;
  if (live) return std::make_unique<TerminalReporter>(how, describe, foreground);
  return std::make_unique<PlainReporter>(how, describe, foreground);
}

}  // namespace liftoff::report
