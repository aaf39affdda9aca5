#include "keeper/program.hpp"

#include <fmt/format.h>

#include <liftoff/yaml.hpp>

#include "keeper/traces.hpp"
#include "posix/file.hpp"

namespace liftoff::keeper {

namespace {

std::string told_path(const KeeperContext& context, const std::string& run) {
  return run.empty() ? context.experiment_path : context.experiment_path + "/" + run;
}

bool has_variable(const std::vector<std::string>& environment, std::string_view name) {
  for (const auto& assignment : environment)
    if (assignment.size() > name.size() && assignment.starts_with(name) && assignment[name.size()] == '=') return true;
  return false;
}

void set_variable(std::vector<std::string>& environment, std::string_view name, std::string_view value) {
  std::erase_if(environment, [&](const std::string& a) {
    return a.size() > name.size() && a.starts_with(name) && a[name.size()] == '=';
  });
  environment.push_back(fmt::format("{}={}", name, value));
}

}  // namespace

Program program_for(const KeeperContext& context, const experiment::PlannedConfiguration& configuration,
                    const std::string& run, int run_id, const experiment::AttemptStart& start) {
  const auto folder = told_path(context, run);
  Program program{context.command, context.environment};
  for (const auto& argument : {std::string("--configs-dir"), folder, std::string("--config-file"), std::string("cfg"),
                               std::string("--default-config-file"), std::string("cfg"), std::string("--out-dir"),
                               folder, std::string("--timestamp"), std::to_string(context.timestamp),
                               std::string("--ppid"), std::to_string(context.launcher)})
    program.argv.push_back(argument);
  if (start.attempt > 1) program.argv.emplace_back("--resume");

  auto& environment = program.environment;
  set_variable(environment, "LIFTOFF_RUN_DIR", folder);
  set_variable(environment, "LIFTOFF_CONFIG", folder + "/" + experiment::names::config);
  set_variable(environment, "LIFTOFF_EXPERIMENT", context.plan->header().name);
  set_variable(environment, "LIFTOFF_TITLE", configuration.title);
  set_variable(environment, "LIFTOFF_RUN_ID", std::to_string(run_id));
  set_variable(environment, "LIFTOFF_CONFIG_ID", std::to_string(configuration.cfg_id));
  set_variable(environment, "LIFTOFF_ATTEMPT", std::to_string(start.attempt));
  set_variable(environment, "LIFTOFF_SLOT", std::to_string(start.slot));
  set_variable(environment, token_variable, start.token);
  if (start.gpu) {
    set_variable(environment, "CUDA_VISIBLE_DEVICES", *start.gpu);
    if (!has_variable(environment, "CUDA_DEVICE_ORDER")) set_variable(environment, "CUDA_DEVICE_ORDER", "PCI_BUS_ID");
  }
  return program;
}

std::string run_configuration(const KeeperContext& context, const std::string& planned, const std::string& run,
                              int run_id, int attempt) {
  const auto folder = told_path(context, run);
  Map keys;
  keys.set("run_id", run_id);
  keys.set("out_dir", folder);
  keys.set("cfg_dir", folder);
  keys.set("resume", attempt > 1);
  return planned + to_yaml(Value(std::move(keys)));
}

ProgramOutput open_output(int run_folder) {
  return {posix::create_for_writing(run_folder, "out"), posix::create_for_writing(run_folder, "err")};
}

posix::SpawnRequest spawn_request(const KeeperContext& context, const Program& program, const ProgramOutput& output) {
  posix::SpawnRequest request{program.argv, program.environment};
  request.out = output.out.get();
  request.err = output.err.get();
  request.own_group = context.detached;
  return request;
}

}  // namespace liftoff::keeper
