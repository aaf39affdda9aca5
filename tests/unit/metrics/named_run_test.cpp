#include "metrics/named_run.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::Sweep;
using Texts = std::vector<std::string>;

namespace {

struct Named : Sweep {
  Named() {
    run("0_a/0", "x: 1\n", "");
    run("0_a/1", "x: 1\n", "");
    dir.make_folder("100_x/1_b/0/plots");
    dir.make_folder("100_x/empty");
    dir.write("alone/cfg.yaml", "x: 1\n");
  }
  std::string path_of(const std::string& text) const { return NamedRun(dir.path(), {ref()}, text).path(); }
  std::string error_of(const std::string& text) const {
    return test::error_of([&] { path_of(text); });
  }
};

}  // namespace

TEST_CASE_METHOD(Named, "a run by its path: the experiment is found above it") {
  const NamedRun named(dir.path(), {}, dir / "100_x/0_a/1");
  CHECK(named.path() == dir / "100_x/0_a/1");
  CHECK(named.run().experiment.ref.timestamp == 100);
  CHECK(named.run().run == experiment::RunRef("0_a/1"));
  CHECK(named.run().path() == dir / "100_x/0_a/1");
}

TEST_CASE_METHOD(Named, "a folder outside of experiments stands for one itself") {
  const NamedRun named(dir.path(), {}, dir / "alone");
  CHECK(named.run().experiment.ref.timestamp == 0);
  CHECK(named.run().experiment.ref.name == "alone");
  CHECK(named.run().run.is_whole());
}

TEST_CASE_METHOD(Named, "a run by what it is called in its experiment") {
  CHECK(path_of("0_a/1") == dir / "100_x/0_a/1");
  CHECK(path_of("0/1") == dir / "100_x/0_a/1");
}

TEST_CASE_METHOD(Named, "what is no run is said") {
  CHECK(error_of(dir / "100_x/empty") ==
        "'" + dir / "100_x/empty" + "' is not a run's folder | 'liftoff-results --runs-only' lists them");
  CHECK(error_of("7/7").find("7/7") != std::string::npos);
}
