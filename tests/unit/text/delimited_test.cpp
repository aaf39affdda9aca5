#include "text/delimited.hpp"

#include <catch2/catch.hpp>

using liftoff::text::DelimitedReader;
using Row = std::vector<std::string>;

TEST_CASE("rows of quoted and bare fields") {
  DelimitedReader reader("a,\"b,\"\"c\"\"\nd\",\r\n1,2\n", ',');
  CHECK(reader.next() == Row{"a", "b,\"c\"\nd", ""});
  CHECK(reader.line() == 1);
  CHECK(reader.next() == Row{"1", "2"});
  CHECK(reader.line() == 3);
  CHECK_FALSE(reader.next());
  CHECK_FALSE(reader.at_end_without_line_end());
}

TEST_CASE("a row that was cut short is told") {
  DelimitedReader reader("a\t\"b", '\t');
  CHECK(reader.next() == Row{"a", "b"});
  CHECK(reader.in_open_quotes());
  CHECK(reader.at_end_without_line_end());
}

TEST_CASE("fields between blanks, however many") {
  DelimitedReader reader("  a \t b\r\n1  \"2 3\" \n\n4", ' ', 7);
  CHECK(reader.next() == Row{"a", "b"});
  CHECK(reader.line() == 7);
  CHECK(reader.next() == Row{"1", "2 3"});
  CHECK(reader.next() == Row{""});
  CHECK(reader.next() == Row{"4"});
  CHECK(reader.line() == 10);
}

TEST_CASE("lines that end in a lone CR") {
  DelimitedReader reader("a,b\r1,2\r", ',');
  CHECK(reader.next() == Row{"a", "b"});
  CHECK(reader.next() == Row{"1", "2"});
  CHECK_FALSE(reader.next());
  CHECK_FALSE(reader.at_end_without_line_end());
}
