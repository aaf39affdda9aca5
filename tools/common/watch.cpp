#include "common/watch.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>

#include "common/output.hpp"
#include "posix/clock.hpp"
#include "posix/keyboard.hpp"
#include "posix/signals.hpp"
#include "posix/terminal.hpp"
#include "report/screen.hpp"

namespace liftoff::tools {

namespace {

using namespace std::chrono_literals;

/// Decides when to look and to draw.
class Watching {
 public:
  Watching(Watched& watched, double seconds, bool drawn_over)
      : watched_(watched),
        drawn_over_(drawn_over),
        keyboard_(0),
        screen_(1),
        signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT},
        pause_(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds))) {}

  int run() {
    if (drawn_over_) screen_.enter();
    show();
    pending_ = watched_.take_events();
    while (!over_) step();
    watched_.end();
    const auto last = drawn_over_ ? watched_.lines() : std::vector<std::string>{};
    screen_.leave();
    keyboard_.stop();
    if (!signal_ || *signal_ != SIGHUP)
      for (const auto& line : last) put(line);
    if (!signal_) return 0;
    std::fflush(stdout);
    posix::die_by(*signal_);
  }

 private:
  /// Waits for one thing and does what it asks for.
  void step() {
    posix::PollSet set;
    set.add(signals_.fd());
    const auto keys = set.add(keyboard_.fd());
    watched_.add_to(set);
    const bool woken = set.wait(deadline());
    while (const auto received = signals_.take()) heed(received->signal);
    if (woken && set.is_ready(keys)) heed_keys();
    if (over_) return;
    if (woken && watched_.take_events()) pending_ = true;
    const auto now = posix::monotonic_now();
    if (pending_ && now >= shown_ + pause_) {
      watched_.refresh();
      show();
      pending_ = watched_.take_events();  // what went on during the look
    } else if (drawn_over_ && now >= shown_ + tick()) {
      show();
    }
  }

  std::chrono::nanoseconds tick() const { return std::max<std::chrono::nanoseconds>(pause_, 1s); }

  /// Changes wait for the pause to be over; otherwise only what grows with time is drawn anew.
  std::optional<posix::MonotonicTime> deadline() const {
    if (pending_) return shown_ + pause_;
    if (drawn_over_ && watched_.grows()) return shown_ + tick();
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
      if (drawn_over_) screen_.enter();
      show();
    } else {
      signal_ = signal;
      over_ = true;
    }
  }

  void heed_keys() {
    while (const auto key = keyboard_.take())
      if (*key == 'q' || *key == 'Q') over_ = true;
      else if (watched_.press(*key)) show();
  }

  void show() {
    if (drawn_over_) screen_.draw(watched_.lines());
    else emit(watched_.document());
    shown_ = posix::monotonic_now();
  }

  void emit(const std::string& text) {
    if (text == emitted_) return;
    emitted_ = text;
    put(text);
    flush();
  }

  Watched& watched_;
  bool drawn_over_;
  posix::Keyboard keyboard_;
  report::Screen screen_;
  posix::SignalSource signals_;
  std::chrono::nanoseconds pause_;
  posix::MonotonicTime shown_{};
  bool pending_ = false, over_ = false;
  std::optional<int> signal_;
  std::string emitted_;
};

}  // namespace

bool can_draw_over() { return posix::is_drawable(1); }

int watch(Watched& watched, double seconds, bool drawn_over) { return Watching(watched, seconds, drawn_over).run(); }

}  // namespace liftoff::tools
