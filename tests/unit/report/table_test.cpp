#include "report/table.hpp"

#include <catch2/catch.hpp>

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

TEST_CASE("prose is cut at its end, names in the middle") {
  Table table;
  table.columns = {{cell_of("Name"), false, 6, 0}, {cell_of("Output"), false, 6, 0, true}};
  table.rows = {{cell_of("one name of many"), cell_of("loss 0.25 and more")}};
  CHECK(lines_of(table, Style{}, 20)[1] == "one …many  loss 0.2…\n");
}

TEST_CASE("bytes as people read them") {
  CHECK(bytes_text(15282176) == "15 MiB");
  CHECK(bytes_text(0) == "-");
}

TEST_CASE("moments are local, with their date") {
  const liftoff::test::Zone east("EST+5");
  CHECK(moment_text(1700000000) == "2023-11-14 17:13");
}
