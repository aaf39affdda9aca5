#include "report/table.hpp"

#include <catch2/catch.hpp>
#include <ctime>

#include "report/quantities.hpp"
#include "report/text_width.hpp"
#include "support.hpp"

using namespace liftoff::report;

TEST_CASE("widths of text on a terminal") {
  CHECK(text_width("abc") == 3);
  CHECK(text_width("日本") == 4);
  CHECK(text_width("e\u0301") == 1);
  CHECK(text_width("\u200b") == 0);
  CHECK(text_width("🚀") == 2);
}

TEST_CASE("texts are cut in the middle, letters stay whole") {
  CHECK(cut_middle("abcdefghij", 10) == "abcdefghij");
  CHECK(cut_middle("abcdefghij", 5) == "ab…ij");
  CHECK(cut_middle("abcdefghij", 1) == "…");
  CHECK(cut_middle("abcdefghij", 0).empty());
  CHECK(cut_end("abcdefghij", 4) == "abc…");
  CHECK(cut_middle("日本語日本語", 6) == "日…語");
  for (std::size_t width = 0; width < 14; ++width)
    CHECK(text_width(cut_middle("日本e\u0301語x日本語", width)) <= width);
}

TEST_CASE("control characters and marks that turn the direction are not passed on") {
  CHECK(one_line("a\x1b[2Jb\nc") == "a\\x1b[2Jb\\x0ac");
  CHECK(one_line("a\u202eb\u2066") == "ab");
}

TEST_CASE("tables fit: texts are cut first, then columns go") {
  Table table;
  table.columns = {{{{Tone::Plain, "Name"}}, false, 6, 0},
                   {{{Tone::Plain, "N"}}, true, 0, 1},
                   {{{Tone::Plain, "Less"}}, false, 0, 2}};
  table.rows = {{{{Tone::Plain, "a long name"}}, {{Tone::Plain, "12"}}, {{Tone::Plain, "wanted"}}}};
  const auto joined = [&](std::size_t width) {
    std::string text;
    for (const auto& line : lines_of(table, Style{}, width)) text += line;
    return text;
  };
  CHECK(joined(0) == "Name          N  Less\na long name  12  wanted\n");
  CHECK(joined(20) == "Name       N  Less\na lo…ame  12  wanted\n");
  CHECK(laid_out(table, Style{}, 18).whole);
  CHECK_FALSE(laid_out(table, Style{}, 17).whole);
  CHECK(joined(17) == "Name          N\na long name  12\n");
  CHECK(joined(8) == "Name\na lo…ame\n");
  CHECK(laid_out(table, Style{}, 8).left_out == std::vector<std::string>{"N", "Less"});
  for (std::size_t width = 1; width < 30; ++width)
    for (const auto& line : lines_of(table, Style{}, width)) CHECK(text_width(line) - 1 <= width);
}

TEST_CASE("spans of time as people read them") {
  CHECK(span_text(0) == "0s");
  CHECK(span_text(-5) == "0s");
  CHECK(span_text(59.4) == "59s");
  CHECK(span_text(59.6) == "1m 00s");
  CHECK(span_text(7500) == "2h 05m");
  CHECK(span_text(90000) == "1d 01h");
  CHECK(fine_span_text(0.354) == "0.35s");
  CHECK(fine_span_text(12.34) == "12.3s");
  CHECK(fine_span_text(59.96) == "1m 00s");
  CHECK(bytes_text(15282176) == "15 MiB");
  CHECK(bytes_text(0) == "-");
}

TEST_CASE("moments in local time, with as much of the date as tells them apart") {
  const liftoff::test::Environment zone("TZ", "UTC0");
  ::tzset();
  CHECK(moment_text(1700000000, 1700000500) == "22:13");
  CHECK(moment_text(1700000000, 1700090000) == "Nov 14 22:13");
  CHECK(moment_text(1700000000, 1710000000) == "2023 Nov 14 22:13");
}
