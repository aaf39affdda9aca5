#include "keeper/program.hpp"

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "keeper/traces.hpp"
#include "posix/file.hpp"
#include "value/run_keys.hpp"

namespace liftoff::keeper {

PlannedRun planned_run(const experiment::Plan& plan, std::size_t configuration, int run_id) {
  PlannedRun run{plan.configuration(configuration), run_id, {}};
  run.ref = experiment::run_ref(plan.header().layout, run.configuration.folder, run_id);
  return run;
}

namespace {

std::vector<std::string> arguments_of(const KeeperContext& context, const std::string& folder, int attempt) {
  auto argv = context.command;
  for (const auto& [option, value] :
       std::initializer_list<std::pair<const char*, std::string>>{{"--configs-dir", folder},
                                                                  {"--config-file", "cfg"},
                                                                  {"--default-config-file", "cfg"},
                                                                  {"--out-dir", folder},
                                                                  {"--timestamp", std::to_string(context.timestamp)},
                                                                  {"--ppid", std::to_string(context.launcher)}}) {
    argv.emplace_back(option);
    argv.push_back(value);
  }
  if (attempt > 1) argv.emplace_back("--resume");
  return argv;
}

}  // namespace

Program program_for(const OpenContext& opened, const PlannedRun& run, const experiment::AttemptStart& start) {
  const auto folder = run.ref.path(opened.context.told_path);
  Program program{arguments_of(opened.context, folder, start.attempt), opened.context.environment};
  auto& environment = program.environment;
  // Programs change their working directory: what they find here holds wherever they go.
  const auto absolute = run.ref.path(opened.context.experiment);
  set_variable(environment, folder_variable, absolute);
  set_variable(environment, "LIFTOFF_CONFIG", absolute + "/" + experiment::names::config);
  set_variable(environment, "LIFTOFF_EXPERIMENT", opened.plan.header().name);
  set_variable(environment, "LIFTOFF_TITLE", run.configuration.title);
  set_variable(environment, "LIFTOFF_RUN_ID", std::to_string(run.id));
  set_variable(environment, "LIFTOFF_CONFIG_ID", std::to_string(run.configuration.cfg_id));
  set_variable(environment, "LIFTOFF_ATTEMPT", std::to_string(start.attempt));
  set_variable(environment, "LIFTOFF_SLOT", std::to_string(start.slot));
  set_variable(environment, token_variable, start.token);
  if (start.gpu) {
    set_variable(environment, "CUDA_VISIBLE_DEVICES", *start.gpu);
    if (!has_variable(environment, "CUDA_DEVICE_ORDER")) set_variable(environment, "CUDA_DEVICE_ORDER", "PCI_BUS_ID");
  }
  return program;
}

std::string run_configuration(const KeeperContext& context, const std::string& planned, const PlannedRun& run,
                              const experiment::AttemptStart& start) {
  return planned +
         value::keys_of_run({run.id, run.ref.path(context.told_path), start.attempt > 1, start.commit}, planned);
}

ProgramOutput open_output(int run_folder) {
  return {posix::create_for_appending(run_folder, "out"), posix::create_for_appending(run_folder, "err")};
}

void restore_output(int run_folder, const ProgramOutput& output) {
  const auto restore = [&](const char* name, const posix::Fd& from) {
    if (!from || posix::info(run_folder, name).kind != posix::FileKind::None) return;
    const auto to = posix::create_for_appending(run_folder, name);
    std::uint64_t at = 0;
    for (std::string piece; !(piece = posix::read_at(from.get(), at, 1 << 20)).empty(); at += piece.size())
      posix::write_all(to.get(), piece).or_fail("cannot write", name);
  };
  try {
    restore("out", output.out);
    restore("err", output.err);
  } catch (const Error&) {
    return;  // the run's end is on record; its output was the program's to throw away
  }
}

posix::SpawnRequest spawn_request(const KeeperContext& context, const Program& program, const ProgramOutput& output) {
  posix::SpawnRequest request{program.argv, program.environment};
  request.out = output.out.get();
  request.err = output.err.get();
  request.own_group = context.detached;
  return request;
}

}  // namespace liftoff::keeper
