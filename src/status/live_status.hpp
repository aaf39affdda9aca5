#pragma once
// Experiments followed as they change: after the first look only what the kernel reports is looked at again.
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/status.hpp>

#include "posix/file_watch.hpp"
#include "posix/poll.hpp"
#include "status/recurring_look.hpp"

namespace liftoff::status {

class LiveStatus {
 public:
  /// Looks at everything once. Errors: System.
  LIFTOFF_TOOLS_API explicit LiveStatus(StatusQuery query);

  /// The descriptors that become readable when something happened.
  LIFTOFF_TOOLS_API void add_to(posix::PollSet& set) const;
  /// Notes what happened, without a look at it. True where there is something new to look at.
  LIFTOFF_TOOLS_API bool take_events();
  /// Looks again at the experiments to which something happened.
  LIFTOFF_TOOLS_API void refresh();
  /// As refresh() left them, with times as they are now; newest first.
  LIFTOFF_TOOLS_API std::vector<ExperimentSummary> summaries();

 private:
  struct Followed {
    experiment::OpenExperiment opened;  // its folder only while it is followed
    RecurringTally tally;
    Look look;
    bool changed = true;                            // something happened that the look does not show
    bool reread = true;                             // more than the journal has to be read again
    std::map<experiment::RunRef, int> run_watches;  // trees without a journal: runs that may change
    std::vector<int> watches;                       // of the experiment's own folder, journal and launchers
    std::map<std::string, posix::Fd> keepers;       // of running runs: readable when gone
  };

  void list();
  void look_again(Followed& experiment);
  static void release(Followed& experiment);
  void follow_files(Followed& experiment);
  void follow_keepers(Followed& experiment);
  void follow_runs(Followed& experiment, const TallySource& source);
  void note(const posix::FileEvent& event);
  void watch(Followed& experiment, int file, unsigned happenings);

  StatusQuery query_;
  posix::FileWatch files_ = posix::FileWatch::open().or_fail("cannot watch", "files");
  posix::Fd results_;
  int results_watch_ = -1;
  bool list_changed_ = true;
  std::map<std::string, Followed> experiments_;  // by folder
  std::map<int, std::string> owners_;            // watch to experiment folder
};

}  // namespace liftoff::status
