#include "configs/print_config.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;

TEST_CASE("one object for Python: the experiment, and the configurations in typed JSON") {
  const test::TempDir dir;
  dir.write("default.yaml", "x: 1\nexperiment: e\ncommit: c\n");
  dir.write("a.yaml", "args_: {1: .nan}\n");
  ConfigSelection selection;
  selection.configs_dir = dir.path();
  selection.files = {"a", "default"};
  Warnings warnings;
  CHECK(print_selection(selection, {}, "./rr", warnings) ==
        R"({"schema_version":1,"experiment":"e","configs":[{"x": 1, "experiment": "e", "commit": "c", )"
        R"("args_": {"$map": [[1, NaN]]}, "title": "a", "cfg_id": 0, "comment": ""},)"
        R"({"x": 1, "experiment": "e", "commit": "c", "title": "default", "cfg_id": 1, "comment": ""}],)"
        R"("results_dir":"./rr"})");
  CHECK(warnings.empty());
}

TEST_CASE("one file as it is") {
  const test::TempDir dir;
  dir.write("cfg.yaml", "x: 1\n");
  Warnings warnings;
  CHECK(print_file(dir / "cfg.yaml", {}, warnings) == R"({"schema_version":1,"experiment":"","configs":[{"x": 1}]})");
  dir.write("cfg.yaml", "experiment: e\n");
  CHECK(print_file(dir / "cfg.yaml", {}, warnings) ==
        R"({"schema_version":1,"experiment":"e","configs":[{"experiment": "e"}]})");
  CHECK(warnings.empty());
}
