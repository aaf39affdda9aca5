#pragma once
// What a run's program is told: its arguments, its environment, its configuration.
#include <string>
#include <vector>

#include "experiment/plan.hpp"
#include "experiment/run_record.hpp"
#include "experiment/run_ref.hpp"
#include "keeper/environment.hpp"
#include "keeper/open_context.hpp"
#include "posix/spawn.hpp"

namespace liftoff::keeper {

/// One run, as the plan has it.
struct PlannedRun {
  experiment::PlannedConfiguration configuration;
  int id = 0;
  experiment::RunRef ref;
};
/// Errors: System; Usage for a damaged plan; std::out_of_range where it has no such configuration.
PlannedRun planned_run(const experiment::Plan& plan, std::size_t configuration, int run_id);

struct Program {
  std::vector<std::string> argv;
  Environment environment;
};

struct ProgramOutput {
  posix::Fd out, err;
};

Program program_for(const OpenContext& opened, const PlannedRun& run, const experiment::AttemptStart& start);

/// The run's cfg.yaml: the planned text, the commit unless that has one, and the keys that belong to the run.
std::string run_configuration(const KeeperContext& context, const std::string& planned, const PlannedRun& run,
                              const experiment::AttemptStart& start);

/// New files `out` and `err` of a run folder, opened for appending: who opens or cuts them again loses nothing of what
/// others write. Errors: System.
ProgramOutput open_output(int run_folder);
/// Writes what the program printed again where these files were taken away, as far as the system lets it.
void restore_output(int run_folder, const ProgramOutput& output);

posix::SpawnRequest spawn_request(const KeeperContext& context, const Program& program, const ProgramOutput& output);

}  // namespace liftoff::keeper
