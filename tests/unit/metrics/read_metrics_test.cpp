#include "metrics/read_metrics.hpp"

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("of equal names the last counts, at the place of the first") {
  CHECK(read_metrics("m.csv", "a,b,a\n1,2,3\n").metrics == Metrics{{"a", 3}, {"b", 2}});
}

TEST_CASE("a best row is one that has the metric, by its name or the file's and its name") {
  const auto* csv = "acc,x\n9,1\n1,2\n";
  CHECK_FALSE(read_metrics("log.csv", csv, "best:ac:max").has_best);
  CHECK(read_metrics("log.csv", csv, "best:acc").has_best);
  CHECK(read_metrics("log.csv", csv, "best:log.acc").metrics == Metrics{{"acc", 9}, {"x", 1}});
  CHECK_FALSE(read_metrics("other.csv", csv, "best:log.acc").has_best);
}

TEST_CASE("the ends of a file are enough for its last row") {
  CHECK(ends_suffice("log.csv", {}));
  CHECK_FALSE(ends_suffice("log.jsonl", {}));
  CHECK_FALSE(ends_suffice("log.json", {}));
  CHECK(opening_of("log.csv", "# c\na,b\n1,2\n") == "# c\na,b\n");
  CHECK(opening_of("log.csv", "# a,b\n1,2\n") == "# a,b\n");
  CHECK_FALSE(ends_suffice("log.csv", parse_row_choice("best:a:max")));
}

TEST_CASE("blank files: logs may have no line yet, documents hold something") {
  for (const auto* file : {"m.csv", "m.jsonl"}) CHECK(read_metrics(file, " \r\n\t\n").complaints.empty());
  for (const auto* file : {"m.json", "m.yaml"}) CHECK(read_metrics(file, " \n").complaints == Texts{"it is empty"});
  CHECK(read_metrics("m.json", "", "last", FileEnd::Growing).complaints.empty());
}
