#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;
using test::error_of;

namespace {

struct Selected {
  std::vector<Configuration> configurations;
  Warnings warnings;
};

Selected select(const ConfigSelection& selection) {
  Selected selected;
  for_each_configuration(selection, selected.warnings,
                         [&](Configuration&& c) { selected.configurations.push_back(std::move(c)); });
  return selected;
}

ConfigSelection files(const test::TempDir& dir, std::vector<std::string> names) {
  ConfigSelection selection;
  selection.configs_dir = dir.path();
  selection.files = std::move(names);
  return selection;
}

ConfigSelection experiment(const test::TempDir& dir, const std::string& name) {
  ConfigSelection selection;
  selection.configs_dir = dir.path();
  selection.experiment = name;
  return selection;
}

std::string text(const Configuration& c, const char* key) { return python_str(*c.value.find({key})); }

}  // namespace

TEST_CASE("files are merged over the default and numbered in their order", "[selection]") {
  const test::TempDir dir;
  dir.write("default.yaml", "x: 1\ny: 2\n");
  dir.write("a.yaml", "x: 5\n");
  dir.write("sub/b.yaml", "title: the b\ncfg_id: 7\ncomment: own\ncommit: none\n");
  auto selection = files(dir, {"a.yaml", "sub/b"});
  selection.comment = "given";
  const auto all = select(selection).configurations;
  REQUIRE(all.size() == 2);
  CHECK(text(all[0], "x") == "5");
  CHECK(text(all[0], "y") == "2");
  CHECK(all[0].file == "a");
  CHECK(all[0].experiment == "a");
  CHECK(text(all[0], "experiment") == "a");
  CHECK(text(all[0], "title") == "a");
  CHECK(text(all[0], "comment") == "given");
  CHECK(all[0].value.find({"commit"}));
  CHECK(all[1].file == "sub/b");
  CHECK(all[1].experiment == "a");
  CHECK(all[1].title == "the b");
  CHECK(all[1].cfg_id == 7);
  CHECK(text(all[1], "comment") == "own");
  CHECK(text(all[1], "commit") == "none");
}

TEST_CASE("without names the default is the configuration", "[selection]") {
  const test::TempDir dir;
  dir.write("default.yaml", "x: {y: 1}\n");
  const auto all = select(files(dir, {})).configurations;
  REQUIRE(all.size() == 1);
  CHECK(all[0].title == "default");
  CHECK(all[0].cfg_id == 0);
}

TEST_CASE("which default: none, another, a missing one", "[selection]") {
  const test::TempDir dir;
  dir.write("default.yaml", "x: 1\n");
  dir.write("other.yaml", "z: 1\n");
  dir.write("a.yaml", "y: 1\n");
  auto selection = files(dir, {"a"});
  selection.default_file = "";
  CHECK_FALSE(select(selection).configurations[0].value.find({"x"}));
  selection.default_file = "other";
  CHECK(select(selection).configurations[0].value.find({"z"}));
  selection.default_file = "nope";
  CHECK(error_of([&] { select(selection); }) ==
        dir.path() + "/nope.yaml: there is no such file | " + dir.path() + " holds: a, default, other");
  CHECK(error_of([&] { select(files(dir, {"b"})); }).find("b.yaml: there is no such file | ") != std::string::npos);
}

TEST_CASE("configurations launched together belong to one experiment", "[selection]") {
  const test::TempDir dir;
  dir.write("a.yaml", "x: 1\n");
  dir.write("b.yaml", "x: 1\n\nexperiment: other\n");
  dir.write("c.yaml", "experiment: other\n");
  dir.write("n.yaml", "experiment: [1]\n");
  dir.write("s.yaml", "experiment: a/b\n");
  CHECK(error_of([&] {
          select(files(dir, {"a", "b"}));
        }).find("b.yaml:3: experiment 'other', but 'a' in") != std::string::npos);
  const auto all = select(files(dir, {"b", "c", "a"})).configurations;
  CHECK(all[2].experiment == "other");
  CHECK(text(all[2], "experiment") == "other");
  CHECK(error_of([&] { select(files(dir, {"n"})); }).find("n.yaml:1: 'experiment' needs a text") != std::string::npos);
  CHECK(error_of([&] { select(files(dir, {"s"})); }).find("s.yaml:1: 'a/b' cannot be the name") != std::string::npos);
}

TEST_CASE("an experiment's files: numbered ones first, the others counted on", "[selection]") {
  const test::TempDir dir;
  dir.write("e/default.yaml", "x: 0\n");
  for (const auto* name : {"e_10", "e_9", "e_b", "e_a", "f_1", "e_"})
    dir.write(std::string("e/") + name + ".yaml", "y: 1\n");
  const auto selected = select(experiment(dir, "e/"));
  std::string order;
  for (const auto& c : selected.configurations) order += c.file + "=" + std::to_string(c.cfg_id) + " ";
  CHECK(order == "e_9=9 e_10=10 e_=11 e_a=12 e_b=13 ");
  CHECK(selected.configurations[0].experiment == "e");
  CHECK(selected.warnings.empty());
  dir.write("e/e_09.yaml", "y: 1\n");
  CHECK(error_of([&] { select(experiment(dir, "e")); }).find("e_09.yaml and e_9.yaml have the same number") !=
        std::string::npos);
}

TEST_CASE("an experiment that can't be launched says why", "[selection]") {
  const test::TempDir dir;
  dir.write("e/config.yaml", "x: [1]\n");
  dir.write("e/default.yaml", "x: 1\n");
  dir.write("loose/default.yaml", "x: 1\n");
  CHECK(error_of([&] { select(experiment(dir, "e")); }).find("never generated | run 'liftoff-prepare e'") !=
        std::string::npos);
  CHECK(error_of([&] { select(experiment(dir, "nope")); }) ==
        dir.path() + "/nope: there is no such folder | " + dir.path() + " holds: e, loose");
  CHECK(error_of([&] { select(experiment(dir, "loose")); }).find("no configurations loose_*.yaml") !=
        std::string::npos);
  for (const auto* name : {"a/b", ".e", "a\nb", "/"})
    CHECK(error_of([&] { select(experiment(dir, name)); }).find("cannot be the name") != std::string::npos);
}

TEST_CASE("opaque keys of the default keep the types of the diff's inner keys", "[selection]") {
  const test::TempDir dir;
  dir.write("default.yaml", "m: {k_: {1: x}}\n");
  dir.write("a.yaml", "m: {k: {30: 0.1, b_: 2}}\n");
  const auto value = select(files(dir, {"a"})).configurations[0].value;
  CHECK(python_str(*value.find({"m"})) == "{'k_': {30: 0.1, 'b_': 2}}");
  CHECK(parse_yaml(to_yaml(value), "x") == value);
}

TEST_CASE("of very many clashes with the defaults only the first are said", "[selection]") {
  const test::TempDir dir;
  dir.write("e/default.yaml", "m: {x: 1}\n");
  for (int i = 0; i < 25; ++i) dir.write("e/e_" + std::to_string(i) + ".yaml", "m: 1\n");
  const auto warnings = select(experiment(dir, "e")).warnings;
  REQUIRE(warnings.size() == 11);
  CHECK(warnings.back().find("15 more") == 0);
}
