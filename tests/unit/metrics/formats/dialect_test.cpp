#include "metrics/formats/dialect.hpp"

#include <string>

#include <catch2/catch.hpp>

using liftoff::metrics::dialect_of;
using liftoff::metrics::up_to_header;

namespace {

/// The delimiter, the header's line, and what is read from there on.
std::string read(std::string_view text, char usual = ',') {
  const auto dialect = dialect_of(text, usual);
  return std::string(1, dialect.delimiter) + std::to_string(dialect.header_line) + "|" +
         std::string(dialect.body(text));
}

}  // namespace

TEST_CASE("the header tells the delimiter") {
  CHECK(read("a,b\n1,2\n") == ",1|a,b\n1,2\n");
  CHECK(read("a;b\n1;2\n").front() == ';');
  CHECK(dialect_of("a;b\n", ',').decimal_comma);
  CHECK(read("a\tb\n1\t2\n").front() == '\t');
  CHECK(read("a b\n1  2\n").front() == ' ');
  CHECK(read("train loss\n0.5\n").front() == ',');
  CHECK(read("a;b;\"c,d,e,f\"\n").front() == ';');
  CHECK(read("a\n", '\t').front() == '\t');
  CHECK(read("a,b\n", '\t').front() == ',');
}

TEST_CASE("a header comes after blank lines and comments, or is the last comment") {
  CHECK(read("\n \n#{\"t\": 1, \"e\": 2}\nr,l\n1,2\n") == ",4|r,l\n1,2\n");
  CHECK(read("# by hand\n# a,b\n0,0.9\n") == ",2|a,b\n0,0.9\n");
  CHECK(read("# a b\n0.0 0.9\n") == " 1|a b\n0.0 0.9\n");
  CHECK(read("# a;b\n0;0,5\n") == ";1|a;b\n0;0,5\n");
  CHECK(read("#,a,b\n0,1,2\n") == ",1|,a,b\n0,1,2\n");
  CHECK(read("\xef\xbb\xbf"
             "a,b\n") == ",1|a,b\n");
  CHECK(read("# nothing yet\n") == ",1|");
  CHECK(read("\ra;b\r1;2\r") == ";2|a;b\r1;2\r");
}

TEST_CASE("what is up to the header") {
  CHECK(up_to_header("# x\na,b\n1,2\n3,4\n", ',') == "# x\na,b\n");
  CHECK(up_to_header("a,b", ',') == "a,b");
}
