#include "metrics/formats/yaml.hpp"

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("a YAML mapping") {
  CHECK(read_metrics("m.yaml", "acc: 0.5\nval: {loss: 2}\n").metrics == Metrics{{"acc", 0.5}, {"val.loss", 2}});
  CHECK(read_metrics("m.yml", "- {a: 1}\n- {a: 2}\n").metrics == Metrics{{"a", 2}});
  CHECK(read_metrics("m.yaml", "acc: 1\nacc_: 2\n").metrics == Metrics{{"acc", 1}, {"acc_", 2}});
}

TEST_CASE("YAML that holds no numbers, or is none") {
  CHECK(read_metrics("summary.yaml", "5").complaints == Texts{"it holds no object"});
  CHECK(read_metrics("summary.yaml", "").complaints == Texts{"it is empty"});
  REQUIRE(read_metrics("summary.yaml", "a: [").complaints.size() == 1);
  CHECK(read_metrics("summary.yaml", "a: [").complaints.front().starts_with("YAML:"));
  CHECK(read_metrics("summary.yaml", "a: [", "last", FileEnd::Growing).complaints.empty());
}
