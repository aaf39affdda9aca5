#pragma once
// An experiment 100_x of the original, whose runs measured something.
#include <functional>
#include <string>
#include <vector>

#include "results/run_walk.hpp"
#include "support.hpp"

namespace liftoff::test {

struct Sweep {
  TempDir dir;
  std::vector<std::string> complaints;
  results::Complaint complain = [this](const std::string& text) { complaints.push_back(text); };

  Sweep() { dir.write("100_x/.__timestamp", "100\n"); }

  /// A run that succeeded, or has another `marker`.
  void run(const std::string& path, const std::string& config, const std::string& summary,
           const std::string& marker = ".__end") const {
    for (const auto* name : {".__leaf", ".__start"}) file(path, name, "10\n");
    if (!marker.empty()) file(path, marker, "12\n");
    file(path, "cfg.yaml", config);
    if (!summary.empty()) file(path, "summary.json", summary);
  }
  void file(const std::string& path, const std::string& name, const std::string& text) const {
    dir.write("100_x/" + path + "/" + name, text);
  }
  experiment::ExperimentRef ref() const { return {100, "x", "100_x", dir / "100_x"}; }
  /// Looks at each run once; says how many there are.
  int walk(const std::function<void(const results::FoundRun&)>& use) const {
    int runs = 0;
    results::for_each_run(experiment::OpenExperiment::open(ref()), false, complain, [&](const results::FoundRun& run) {
      ++runs;
      use(run);
    });
    return runs;
  }
};

}  // namespace liftoff::test
