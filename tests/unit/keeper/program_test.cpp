#include "keeper/program.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "keeper/traces.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

/// A plan of one configuration, and what its runs have in common.
struct Launch {
  liftoff::test::TempDir folder;
  OpenContext opened;

  Launch() : opened(make(folder)) {}

  static OpenContext make(const liftoff::test::TempDir& folder) {
    auto fd = posix::open_folder(posix::here(), folder.path().c_str());
    experiment::PlanHeader header;
    header.name = "sweep";
    experiment::PlanWriter writer(fd.get(), header);
    writer.add({"sweep_4", 4, "x=1; y=ä", "4_x_1__y_ä", 0, 0}, "x: 1\n");
    writer.publish(1, experiment::Layout::Nested);
    auto plan = experiment::Plan::open(fd.get()).value();
    KeeperContext context;
    context.experiment = "/work/my results/1524936339_sweep";
    context.told_path = "./my results/1524936339_sweep";
    context.timestamp = 1524936339;
    context.launcher = 77;
    context.command = {"/usr/bin/python3", "-u", "train it.py"};
    context.environment = {"PATH=/bin", "LIFTOFF_SLOT=of another launch", "LIFTOFF_TOKEN=another", "EMPTY="};
    return {std::move(context), std::move(fd), std::move(plan)};
  }

  PlannedRun run() const { return planned_run(opened.plan, 0, 2); }

  Program program(int attempt = 1, std::optional<std::string> gpu = std::nullopt) const {
    return program(run(), attempt, std::move(gpu));
  }
  Program program(const PlannedRun& run, int attempt = 1, std::optional<std::string> gpu = std::nullopt) const {
    experiment::AttemptStart start;
    start.attempt = attempt;
    start.gpu = std::move(gpu);
    start.slot = 3;
    start.token = "00ff";
    return program_for(opened, run, start);
  }
};

std::vector<std::string> values_of(const Program& program, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& assignment : program.environment)
    if (assignment.starts_with(name + "=")) values.push_back(assignment.substr(name.size() + 1));
  return values;
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("a program gets the arguments that scripts of the original expect") {
  const Launch launch;
  const std::string folder = "./my results/1524936339_sweep/4_x_1__y_ä/2";
  const std::vector<std::string> expected{"/usr/bin/python3",
                                          "-u",
                                          "train it.py",
                                          "--configs-dir",
                                          folder,
                                          "--config-file",
                                          "cfg",
                                          "--default-config-file",
                                          "cfg",
                                          "--out-dir",
                                          folder,
                                          "--timestamp",
                                          "1524936339",
                                          "--ppid",
                                          "77"};
  CHECK(launch.program().argv == expected);
  auto resumed = expected;
  resumed.emplace_back("--resume");
  CHECK(launch.program(2).argv == resumed);
}

TEST_CASE("a single run's folder is the experiment's") {
  const Launch launch;
  auto run = launch.run();
  run.ref = experiment::RunRef();
  const auto program = launch.program(run);
  CHECK(program.argv.at(4) == "./my results/1524936339_sweep");
  CHECK(values_of(program, "LIFTOFF_CONFIG") == Values{"/work/my results/1524936339_sweep/cfg.yaml"});
}

TEST_CASE("a program finds what it is in its environment") {
  const auto program = Launch{}.program(2);
  CHECK(values_of(program, "LIFTOFF_RUN_DIR") == Values{"/work/my results/1524936339_sweep/4_x_1__y_ä/2"});
  CHECK(values_of(program, "LIFTOFF_CONFIG") == Values{"/work/my results/1524936339_sweep/4_x_1__y_ä/2/cfg.yaml"});
  CHECK(values_of(program, "LIFTOFF_EXPERIMENT") == Values{"sweep"});
  CHECK(values_of(program, "LIFTOFF_TITLE") == Values{"x=1; y=ä"});
  CHECK(values_of(program, "LIFTOFF_RUN_ID") == Values{"2"});
  CHECK(values_of(program, "LIFTOFF_CONFIG_ID") == Values{"4"});
  CHECK(values_of(program, "LIFTOFF_ATTEMPT") == Values{"2"});
  CHECK(values_of(program, "LIFTOFF_SLOT") == Values{"3"});  // once: what another launch said is gone
  CHECK(values_of(program, token_variable) == Values{"00ff"});
  CHECK(values_of(program, "PATH") == Values{"/bin"});
  CHECK(values_of(program, "EMPTY") == Values{""});
}

TEST_CASE("a program sees its GPU, numbered as the driver does") {
  Launch launch;
  CHECK(values_of(launch.program(), "CUDA_VISIBLE_DEVICES").empty());
  CHECK(values_of(launch.program(), "CUDA_DEVICE_ORDER").empty());
  launch.opened.context.environment.emplace_back("CUDA_VISIBLE_DEVICES=0,1");
  CHECK(values_of(launch.program(), "CUDA_VISIBLE_DEVICES") == Values{"0,1"});
  CHECK(values_of(launch.program(1, "1"), "CUDA_VISIBLE_DEVICES") == Values{"1"});
  CHECK(values_of(launch.program(1, "1"), "CUDA_DEVICE_ORDER") == Values{"PCI_BUS_ID"});
  launch.opened.context.environment.emplace_back("CUDA_DEVICE_ORDER=FASTEST_FIRST");
  CHECK(values_of(launch.program(1, "1"), "CUDA_DEVICE_ORDER") == Values{"FASTEST_FIRST"});
}

TEST_CASE("a run's configuration ends in what belongs to the run") {
  const Launch launch;
  experiment::AttemptStart start;
  start.commit = "1234567@main-dirty";
  const auto configuration = [&](const std::string& planned) {
    return parse_yaml(run_configuration(launch.opened.context, planned, launch.run(), start), "cfg.yaml");
  };
  const auto value = configuration("x: 1\n");
  CHECK(*value.find({"x"}) == Value(1));
  CHECK(*value.find({"run_id"}) == Value(2));
  CHECK(*value.find({"out_dir"}) == Value("./my results/1524936339_sweep/4_x_1__y_ä/2"));
  CHECK(*value.find({"cfg_dir"}) == Value("./my results/1524936339_sweep/4_x_1__y_ä/2"));
  CHECK(*value.find({"resume"}) == Value(false));
  CHECK(*value.find({"commit"}) == Value("1234567@main-dirty"));
  CHECK(*configuration("x: 1\ncommit: mine\n").find({"commit"}) == Value("mine"));
  start.attempt = 2;
  start.commit.reset();
  CHECK(*configuration("x: 1\n").find({"resume"}) == Value(true));
  CHECK(configuration("x: 1\n").find({"commit"})->is_null());
}

TEST_CASE("output goes to files of the run that are new") {
  const Launch launch;
  {
    const auto output = open_output(launch.opened.folder.get());
    const auto request = spawn_request(launch.opened.context, launch.program(), output);
    CHECK(request.out == output.out.get());
    CHECK(request.err == output.err.get());
    CHECK(request.own_group);
  }
  CHECK(posix::read_file(launch.opened.folder.get(), "out") == "");
  CHECK_THROWS_AS(open_output(launch.opened.folder.get()), Error);
}

TEST_CASE("a run that shares the terminal stays in its group") {
  Launch launch;
  launch.opened.context.detached = false;
  const auto request = spawn_request(launch.opened.context, launch.program(), {});
  CHECK_FALSE(request.own_group);
  CHECK(request.in == -1);
  CHECK(request.out == -1);
  CHECK(request.err == -1);
}
