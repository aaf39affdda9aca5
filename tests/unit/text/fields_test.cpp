#include "text/fields.hpp"

#include <cstdint>

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("fields are taken from the front") {
  Fields fields("u\t1.5\t-3\t18446744073709551615\t4:abcd\na name\twith a tab");
  CHECK(fields.word() == "u");
  CHECK(fields.number<double>() == 1.5);
  CHECK(fields.number<int>() == -3);
  CHECK(fields.number<std::uint64_t>() == 18446744073709551615u);
  CHECK(fields.number<std::int64_t>(':') == 4);
  CHECK(fields.take(4) == "abcd");
  fields.expect('\n');
  CHECK(fields.rest() == "a name\twith a tab");
  CHECK(fields.good());
  CHECK_FALSE(fields.at_end());
}

TEST_CASE("what can't be read makes the whole invalid, whatever follows") {
  const auto good_after = [](const char* text, auto read) {
    Fields fields(text);
    read(fields);
    fields.word();
    return fields.good();
  };
  CHECK(good_after("1\t2", [](Fields& f) { f.number<int>(); }));
  CHECK_FALSE(good_after("1x\t2", [](Fields& f) { f.number<int>(); }));
  CHECK_FALSE(good_after("\t2", [](Fields& f) { f.number<int>(); }));
  CHECK_FALSE(good_after("99999999999\t2", [](Fields& f) { f.number<int>(); }));
  CHECK_FALSE(good_after("-1\t2", [](Fields& f) { f.number<std::uint64_t>(); }));
  CHECK_FALSE(good_after("abc", [](Fields& f) { f.take(4); }));
  CHECK_FALSE(good_after("abc", [](Fields& f) { f.expect('b'); }));
  CHECK_FALSE(good_after("", [](Fields& f) { f.expect('b'); }));
  CHECK_FALSE(good_after("a", [](Fields& f) { f.fail(); }));
}

TEST_CASE("the last field needs no end") {
  Fields fields("7");
  CHECK(fields.number<int>() == 7);
  CHECK(fields.at_end());
  CHECK(fields.good());
}
