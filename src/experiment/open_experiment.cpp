#include "experiment/open_experiment.hpp"

#include <liftoff/error.hpp>

#include "posix/folder.hpp"

namespace liftoff::experiment {

OpenExperiment OpenExperiment::open(const ExperimentRef& ref) {
  const auto results = open_results(ref.path.substr(0, ref.path.size() - ref.folder.size()));
  OpenExperiment experiment;
  experiment.ref = ref;
  auto folder = results ? posix::open_folder(results.get(), ref.folder.c_str()) : results.error();
  experiment.folder = std::move(folder).or_fail("cannot open", ref.path);
  return experiment;
}

Machine& OpenExperiment::machine() const {
  if (!machine_) machine_.emplace();
  return *machine_;
}

const Plan* OpenExperiment::plan() const {
  if (!plan_) {
    try {
      plan_.emplace(Plan::open(folder.get()));
    } catch (const Error&) {
      plan_.emplace();
    }
  }
  return *plan_ ? &**plan_ : nullptr;
}

}  // namespace liftoff::experiment
