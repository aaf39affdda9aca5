#include "metrics/formats/delimited.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("of rows the last or the best counts") {
  const auto* csv = "epoch,loss,note\r\n1,0.5,\"a, \"\"b\"\"\"\r\n2,0.3,x\r\n3,0.4,y\r\n";
  CHECK(read_metrics("log.csv", csv).metrics == Metrics{{"epoch", 3}, {"loss", 0.4}});
  CHECK(read_metrics("log.csv", csv, "best:loss").metrics == Metrics{{"epoch", 2}, {"loss", 0.3}});
  CHECK(read_metrics("log.csv", csv, "best:loss:max").metrics == Metrics{{"epoch", 1}, {"loss", 0.5}});
  CHECK(read_metrics("log.tsv", "a\tb\n1\t2\n").metrics == Metrics{{"a", 1}, {"b", 2}});
}

TEST_CASE("cells that are numbers, and those that are none") {
  CHECK(read_metrics("m.csv", "a,b,c,d,e,,g\n 1 ,True,false,-inf,1e3,5,\n").metrics ==
        Metrics{{"a", 1}, {"b", 1}, {"c", 0}, {"d", -HUGE_VAL}, {"e", 1000}});
  CHECK(read_metrics("m.csv", "a,a\n1,2\n").metrics == Metrics{{"a", 2}});
  CHECK(read_metrics("m.csv", "a\n1\n\n").metrics == Metrics{{"a", 1}});
}

TEST_CASE("columns by names without blanks, comments between rows") {
  CHECK(read_metrics("m.csv", "   epoch,  box_loss\n# by hand\n  1,  1.25\n").metrics ==
        Metrics{{"epoch", 1}, {"box_loss", 1.25}});
}

TEST_CASE("a header that is written once more, with more columns, counts from there on") {
  const auto csv = read_metrics("m.csv", "epoch,loss\n0,0.9\nepoch,loss\n1,0.8\nepoch,val,loss\n2,0.5,0.7\n");
  CHECK(csv.metrics == Metrics{{"epoch", 2}, {"loss", 0.7}, {"val", 0.5}});
  CHECK(csv.complaints.empty());
}

TEST_CASE("a row that is broken is told by its line, the sound ones count") {
  const auto csv = read_metrics("log.csv", "a,b\n1,2\n3\n");
  CHECK(csv.metrics == Metrics{{"a", 1}, {"b", 2}});
  CHECK(csv.complaints == Texts{"line 3: 1 field where the header has 2"});
  const auto many = read_metrics("log.csv", "a,b\n1,2\n3,4,5\n4\n5,6\n7\n");
  CHECK(many.metrics == Metrics{{"a", 5}, {"b", 6}});
  CHECK(many.complaints == Texts{"line 3: 3 fields where the header has 2 (and 2 more like that)"});
  const auto unclosed = read_metrics("log.csv", "a,b\n1,\"2\n3,4\n");
  CHECK(unclosed.metrics.empty());
  CHECK(unclosed.complaints == Texts{"line 2: a quote is never closed"});
}

TEST_CASE("the end of what a run writes may be a part of a number") {
  CHECK(read_metrics("log.csv", "a,b\n1,2\n3", "last", FileEnd::Growing).complaints.empty());
  const auto growing = read_metrics("log.csv", "a,b\n1,2\n3,4", "last", FileEnd::Growing);
  CHECK(growing.metrics == Metrics{{"a", 1}, {"b", 2}});
  CHECK(growing.complaints.empty());
  const auto cut_short = read_metrics("log.csv", "a\n1\n0.9", "last", FileEnd::CutShort);
  CHECK(cut_short.metrics == Metrics{{"a", 1}});
  CHECK(cut_short.complaints == Texts{"line 3: it was cut short"});
  CHECK(read_metrics("log.csv", "a\n1\n0.9").metrics == Metrics{{"a", 0.9}});
}

TEST_CASE("what is no text is no table") {
  CHECK(read_metrics("log.csv", std::string_view("a\n0.9\0junk\n", 11)).metrics.empty());
  CHECK(read_metrics("log.csv", std::string_view("\x01\x02\0\n", 4)).complaints == Texts{"it is not a text file"});
  CHECK(read_metrics("m.csv", "").complaints.empty());
}
