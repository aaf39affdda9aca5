#include "status/follow_run.hpp"

#include <algorithm>
#include <array>

#include "experiment/launchers.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "posix/file.hpp"
#include "posix/file_watch.hpp"
#include "posix/folder.hpp"
#include "posix/open_below.hpp"
#include "posix/poll.hpp"

namespace liftoff::status {

namespace {

/// Where the last `lines` lines of a file begin.
std::uint64_t begin_of_last(int file, int lines) {
  auto at = static_cast<std::uint64_t>(posix::info(file).size);
  int missing = posix::ends_within_a_line(file) ? lines : lines + 1;  // line ends, from the back
  while (missing > 0 && at > 0) {
    const auto size = std::min<std::uint64_t>(at, 1 << 16);
    at -= size;
    const auto block = posix::read_at(file, at, size);
    for (auto end = block.size(); end-- > 0;)
      if (block[end] == '\n' && --missing == 0) return at + end + 1;
  }
  return at;
}

/// One file, and the one that takes its name when it is renamed.
class Tail {
 public:
  /// Of a file that is there already, the last `lines` lines.
  Tail(const char* name, std::optional<int> lines) : name_(name), lines_(lines) {}

  void give(int folder, const OutputSink& sink) {
    give_rest(sink);
    const auto now = posix::info(folder, name_);
    if (now.kind != posix::FileKind::Regular || (file_ && now.inode == inode_)) return;
    file_ = posix::open_for_reading(folder, name_);
    inode_ = file_ ? posix::info(file_.get()).inode : 0;
    offset_ = lines_ && file_ ? begin_of_last(file_.get(), *lines_) : 0;
    give_rest(sink);
  }
  /// What appears from now on is new.
  void looked() { lines_.reset(); }

 private:
  void give_rest(const OutputSink& sink) {
    if (!file_) return;
    // A program may truncate its own output: what it writes then is new.
    if (static_cast<std::uint64_t>(posix::info(file_.get()).size) < offset_) offset_ = 0;
    for (;;) {
      const auto bytes = posix::read_at(file_.get(), offset_, 1 << 16);
      if (bytes.empty()) return;
      offset_ += bytes.size();
      sink(name_, bytes);
    }
  }

  const char* name_;
  std::optional<int> lines_;
  posix::Fd file_;
  std::uint64_t inode_ = 0, offset_ = 0;
};

bool is_over(int experiment_folder, const RunView& view) {
  if (std::holds_alternative<experiment::Running>(view.state)) return false;
  return !std::holds_alternative<experiment::Waiting>(view.state) ||
         experiment::live_launchers(experiment_folder).empty();
}

/// Waits for whatever may change the run's state or output.
class Waiter {
 public:
  explicit Waiter(int experiment_folder) : experiment_(experiment_folder) {
    journal_ = posix::open_for_reading(experiment_, experiment::names::journal);
    launchers_ = posix::open_folder(experiment_, experiment::names::launchers);
    if (journal_) journal_watch_ = files_.add(journal_.get(), posix::Written);
    if (launchers_) files_.add(launchers_.get(), posix::Vanished | posix::Closed);
  }
  /// Before the look, so that nothing is missed between it and the wait.
  void watch_run(const posix::Fd& folder) {
    if (folder) files_.add(folder.get(), posix::Written | posix::Appeared | posix::Closed);
  }
  /// True where more than the output may have changed.
  bool wait(const RunView& view) {
    posix::PollSet set;
    set.add(files_.fd());
    const auto keeper = watch_keeper(view);
    const auto position = set.add(keeper.get());
    set.wait(std::nullopt);
    bool more = keeper && set.is_ready(position);
    for (const auto& event : files_.take())
      more = more || event.watch < 0 || event.watch == journal_watch_ || (event.what & ~unsigned{posix::Written}) != 0;
    return more;
  }

 private:
  /// The keeper, or while the run waits, the launcher.
  posix::Fd watch_keeper(const RunView& view) const {
    const auto* attempt = view.record.last();
    if (attempt && std::holds_alternative<experiment::Running>(view.state))
      return attempt->start.keeper.host == posix::this_host() ? posix::watch(attempt->start.keeper.process)
                                                              : posix::Fd{};
    const auto launchers = experiment::live_launchers(experiment_);
    return launchers.empty() || launchers.front().host != posix::this_host() ? posix::Fd{}
                                                                             : posix::watch(launchers.front().process);
  }

  int experiment_;
  posix::FileWatch files_ = posix::FileWatch::open().or_fail("cannot watch", "files");
  posix::Fd journal_, launchers_;
  int journal_watch_ = -1;
};

}  // namespace

RunView follow_run(const experiment::OpenExperiment& experiment, const experiment::RunRef& run, std::optional<int> tail,
                   const OutputSink& sink) {
  std::array tails{Tail("out", tail), Tail("err", tail)};
  Waiter waiter(experiment.folder.get());
  RunView view;
  for (bool look = true;;) {
    const auto folder = experiment::open_run_folder(experiment.folder.get(), run);
    waiter.watch_run(folder);
    if (look) {
      experiment::Machine machine;
      view = view_run(experiment, run, machine);
    }
    if (folder)
      for (auto& file : tails) file.give(folder.get(), sink);
    for (auto& file : tails) file.looked();
    if (look && is_over(experiment.folder.get(), view)) return view;
    look = waiter.wait(view);
  }
}

}  // namespace liftoff::status
