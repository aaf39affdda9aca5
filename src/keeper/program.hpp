#pragma once
// What a run's program is told: its arguments, its environment, its configuration.
#include <string>
#include <vector>

#include "keeper/keeper.hpp"
#include "posix/spawn.hpp"

namespace liftoff::keeper {

struct Program {
  std::vector<std::string> argv;
  std::vector<std::string> environment;
};

struct ProgramOutput {
  posix::Fd out, err;
};

Program program_for(const KeeperContext& context, const experiment::PlannedConfiguration& configuration,
                    const experiment::RunRef& run, int run_id, const experiment::AttemptStart& start);

/// The run's cfg.yaml: the planned text and the keys that belong to the run.
std::string run_configuration(const KeeperContext& context, const std::string& planned, const experiment::RunRef& run,
                              int run_id, int attempt);

/// New files `out` and `err` of a run folder. Errors: System.
ProgramOutput open_output(int run_folder);

posix::SpawnRequest spawn_request(const KeeperContext& context, const Program& program, const ProgramOutput& output);

}  // namespace liftoff::keeper
