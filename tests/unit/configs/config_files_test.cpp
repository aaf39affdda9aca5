#include "configs/config_files.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;
using test::error_of;

TEST_CASE("paths in messages are short") {
  CHECK(config_path("./configs", "a") == "configs/a.yaml");
  CHECK(config_path("./configs", "a.yaml") == "configs/a.yaml");
  CHECK(config_path("x//", "/abs/a") == "/abs/a.yaml");
  CHECK(config_path(".", "a") == "a.yaml");
  CHECK(folder_of_experiment("./configs", "") == "configs");
  CHECK(folder_of_experiment("./configs", "e") == "configs/e");
  CHECK(config_name("a.yaml") == "a");
  CHECK(config_title("x/y/a.yaml") == "a");
}

TEST_CASE("an experiment's name loses the slash that a shell adds, and is one a folder can have") {
  CHECK(checked_experiment_name("e/") == "e");
  CHECK(error_of([] { checked_experiment_name("/"); }) == "'' cannot be the name of an experiment: it is empty");
  CHECK(error_of([] { checked_experiment_name("a/b"); }) ==
        "'a/b' cannot be the name of an experiment: it holds a '/'");
}

TEST_CASE("what is not there is told with what is") {
  const test::TempDir dir;
  dir.write("configs/b.yaml", "");
  dir.write("configs/a.yaml", "");
  dir.write("configs/e/default.yaml", "");
  dir.write("configs/empty/x.txt", "");
  const auto configs = dir / "configs";
  CHECK(error_of([&] { fail_missing_config(configs + "/c.yaml", configs); }) ==
        configs + "/c.yaml: there is no such file | " + configs + " holds: a, b");
  CHECK(error_of([&] { fail_missing_config(configs + "/empty/c.yaml", configs + "/empty"); }) ==
        configs + "/empty/c.yaml: there is no such file | " + configs + "/empty holds no configurations");
  CHECK(
      error_of([&] { fail_missing_config("no/c.yaml", "no"); }) ==
      "no/c.yaml: there is no such file: the folder no is missing | --configs-dir names the folder of configurations");
  CHECK(error_of([&] { fail_missing_experiment("f", configs); }) ==
        configs + "/f: there is no such folder | " + configs + " holds: e");
  CHECK(error_of([&] { fail_missing_experiment("f", "no"); }) ==
        "no/f: there is no such folder, nor no | --configs-dir names the folder of configurations");
  for (int i = 0; i < 25; ++i) dir.write("configs/many/x" + std::to_string(i + 10) + ".yaml", "");
  CHECK(error_of([&] { fail_missing_config("c.yaml", configs + "/many"); }).ends_with("x28, x29 and 5 more"));
}

TEST_CASE("numbers of configurations") {
  CHECK(config_number("e_12.yaml", "e") == 12);
  for (const auto* file :
       {"e_.yaml", "e_1", "f_1.yaml", "e_-1.yaml", "e_1x.yaml", "e1.yaml", "e_99999999999999999999.yaml"})
    CHECK_FALSE(config_number(file, "e"));
}

TEST_CASE("files of an experiment that contradict each other") {
  const test::TempDir dir;
  dir.write("e_1.yaml", "");
  dir.write("e_01.yaml", "");
  CHECK(error_of([&] { experiment_files(dir.path(), "e"); }) ==
        dir.path() + ": e_01.yaml and e_1.yaml have the same number | rename one of them");
  const test::TempDir other;
  other.write("e_9223372036854775807.yaml", "");
  CHECK(experiment_files(other.path(), "e").size() == 1);
  other.write("e_x.yaml", "");
  CHECK(error_of([&] { experiment_files(other.path(), "e"); }) ==
        other.path() +
            ": e_9223372036854775807.yaml has the greatest possible number: files without a number cannot follow it");
}
