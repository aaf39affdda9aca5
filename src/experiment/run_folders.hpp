#pragma once
// The runs of an experiment, from its plan or from its disk: the one place that says what a run folder is.
//
// A run folder holds a regular file `.__leaf`; an experiment that a script made which was run by hand is one, too. It
// is looked for down to the fourth level below the experiment's folder; folders whose names begin with '.' and links
// are passed over. Below a run folder there is nothing but its later repetitions: folders that are numbers, directly
// below it, and only in an experiment with a plan, for nobody else makes them. So a run that is a repetition itself has
// none, nor has an experiment whose own folder is the run.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/run_ref.hpp"
#include "posix/error.hpp"
#include "posix/fd.hpp"

namespace liftoff::experiment {

class Plan;

/// One walk down an experiment. Derived classes say how folders are looked at: on disk, or in a cache first.
class RunWalk {
 public:
  static constexpr int deepest_run = 4;  ///< levels below the experiment's folder

  /// A folder on the way down. `above` is nullptr at the experiment's own, whose name is empty.
  struct Place {
    std::string_view name;
    RunRef ref;  ///< as a run's, whether it is one or not
    int depth = 0;
    const Place* above = nullptr;
    bool below_run = false;
    posix::Fd folder;              ///< the derived class may keep it open here until the walk leaves
    std::int64_t modified_ns = 0;  ///< the same for the time it was modified
  };

  virtual ~RunWalk() = default;
  /// From the experiment's folder down.
  void walk(int experiment_folder);

 protected:
  /// Looks at a folder, and takes it up if it is a run's. Whether it is.
  virtual bool look_at(Place& place) = 0;
  /// The folders in one that look_at() has seen last, in the order in which they are to be visited.
  virtual std::vector<std::string> folders_in(Place& place) = 0;
  /// After all below was visited, of places whose folders were asked for.
  virtual void leave(Place& place, std::vector<std::string>&& folders) = 0;

  /// Whether it is the experiment's folder, and that is a run made by hand.
  bool is_made_by_hand(const Place& place) const { return by_hand_ && place.depth == 0; }

 private:
  void visit(Place& place);
  bool may_hold_runs(const Place& place, bool is_run) const;

  bool has_plan_ = false, by_hand_ = false;
};

/// Whether the experiment has a plan: trees of the original have none.
bool has_plan(int experiment_folder);

enum class FolderOrder { AsFound, Natural };

/// What a walk over the disk tells. All but `run` may be empty.
struct DiskWalkUse {
  /// A run. Its folder is `name` in the open folder `at`; empty for `at` itself.
  std::function<void(const RunRef& run, int at, std::string_view name)> run;
  /// A folder that was searched: when it was modified (nanoseconds since the epoch, before it was listed; 0: it can't
  /// be read) and what folders it held.
  std::function<void(const RunRef& folder, std::int64_t modified_ns, std::vector<std::string>&& folders)> searched;
  /// A folder that can't be read.
  std::function<void(const RunRef& folder, posix::SystemError error)> problem;
};
/// Looks for `.__leaf` with one call a folder; what can't hold further runs is not listed.
void walk_disk(int experiment_folder, FolderOrder order, const DiskWalkUse& use);

/// The runs whose folders were made, in the order in which people count.
std::vector<RunRef> runs_on_disk(int experiment_folder);
/// All runs of a plan in launch order: run 0 of each configuration first.
void for_each_planned_run(const Plan& plan,
                          const std::function<void(std::size_t configuration, int run_id, RunRef run)>& use);
/// The planned runs; where there is no plan, runs_on_disk(). Errors: as of Plan::open().
std::vector<RunRef> all_runs(int experiment_folder);

/// The folders of an experiment that could be configurations, sorted by bytes. Nothing where it can't be listed.
std::vector<std::string> configuration_folders(int experiment_folder);

}  // namespace liftoff::experiment
