#include "experiment/journal.hpp"

#include <catch2/catch.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

std::vector<std::string> lines_from(int journal, std::uint64_t& offset) {
  std::vector<std::string> lines;
  offset = read_journal(journal, offset, [&](const JournalLine& line) { lines.push_back(to_line(line)); });
  return lines;
}

struct JournalFolder {
  liftoff::test::TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());
  posix::Fd open() { return posix::open_for_appending(fd.get(), names::journal, true); }
};

}  // namespace

TEST_CASE("journal lines read back") {
  for (const auto event : {JournalEvent::Start, JournalEvent::Succeeded, JournalEvent::Crashed, JournalEvent::Requeued,
                           JournalEvent::Rerun}) {
    const bool ends = event != JournalEvent::Start && event != JournalEvent::Rerun;
    const JournalLine line{event, 1524936339.25, 3, ends ? 12.5 : 0, "0_a b/1"};
    auto text = to_line(line);
    REQUIRE(text.ends_with('\n'));
    text.pop_back();
    JournalLine read;
    REQUIRE(parse_journal_line(text, read));
    CHECK(read.event == event);
    CHECK(read.at == 1524936339.25);
    CHECK(read.attempt == 3);
    CHECK(read.wall == line.wall);
    CHECK(read.run == "0_a b/1");
  }
  CHECK(to_line({JournalEvent::Start, 5, 1, 0, "0_a"}) == "start\t5.000\t1\t-\t0_a\n");
  CHECK(to_line({JournalEvent::Crashed, 5, 1, 2, RunRef().text()}) == "crashed\t5.000\t1\t2.000\t.\n");
}

TEST_CASE("lines that make no sense are refused") {
  JournalLine line;
  for (const char* text :
       {"", "start", "begin\t5.0\t1\t-\ta", "start\tsoon\t1\t-\ta", "start\t5.0\tone\t-\ta", "start\t5.0\t1\tlong\ta",
        "start\t5.0\t1\t-\t", "start\t5.0\t1\t-", "liftoff-journal\t1", "crashed\t6.0crashed\t6.0\t1\t1.0\ta",
        "start\t5.0x\t1\t-\ta", "start\t5.0\t1.5\t-\ta", "crashed\t5.0\t1\t2.0s\ta"}) {
    INFO(text);
    CHECK_FALSE(parse_journal_line(text, line));
  }
}

TEST_CASE("a journal is followed from where it was left") {
  JournalFolder test;
  test.folder.write(names::journal, std::string(journal_header) + "start\t1.000\t1\t-\ta\nnonsense\n");
  const auto journal = test.open();
  std::uint64_t offset = 0;
  CHECK(lines_from(journal.get(), offset) == std::vector<std::string>{"start\t1.000\t1\t-\ta\n"});
  CHECK(lines_from(journal.get(), offset).empty());
  test.folder.append(names::journal, "succeeded\t2.000\t1\t1.000\ta\nstart\t3.0");
  CHECK(lines_from(journal.get(), offset) == std::vector<std::string>{"succeeded\t2.000\t1\t1.000\ta\n"});
  test.folder.append(names::journal, "00\t1\t-\tb\n");
  CHECK(lines_from(journal.get(), offset) == std::vector<std::string>{"start\t3.000\t1\t-\tb\n"});
}

TEST_CASE("long journals are read to their end") {
  JournalFolder test;
  std::string text(journal_header);
  for (int i = 0; i < 20'000; ++i)
    text += to_line({JournalEvent::Start, 1.0 * i, 1, 0, "0_a_title_of_some_length/" + std::to_string(i)});
  REQUIRE(text.size() > (1u << 19));
  test.folder.write(names::journal, text);
  int next = 0;
  const auto end = read_journal(test.open().get(), 0, [&](const JournalLine& line) {
    REQUIRE(line.run == "0_a_title_of_some_length/" + std::to_string(next));
    ++next;
  });
  CHECK(next == 20'000);
  CHECK(end == text.size());
}

TEST_CASE("a line that a full disk cut short swallows none of the next") {
  JournalFolder test;
  test.folder.write(names::journal, std::string(journal_header) + "crashed\t6.0");
  const auto journal = test.open();
  REQUIRE(append_to_journal(journal, {JournalEvent::Start, 7, 1, 0, "b"}));
  REQUIRE(append_to_journal(journal, {JournalEvent::Succeeded, 8, 1, 1, "b"}));
  std::uint64_t offset = 0;
  CHECK(lines_from(journal.get(), offset) ==
        std::vector<std::string>{"start\t7.000\t1\t-\tb\n", "succeeded\t8.000\t1\t1.000\tb\n"});
}

TEST_CASE("without a journal nothing is written") {
  CHECK(append_to_journal(posix::Fd{}, {JournalEvent::Start, 7, 1, 0, "b"}));
}

TEST_CASE("the journal tells which runs have not ended") {
  const JournalFolder test;
  CHECK_FALSE(unfinished_runs(test.fd.get()));
  test.folder.write(names::journal, std::string(journal_header) +
                                        "start\t5.000\t1\t-\t0_a/0\nstart\t5.000\t1\t-\t0_a/1\n"
                                        "crashed\t6.000\t1\t1.000\t0_a/0\nstart\t7.000\t1\t-\t../../etc\n");
  CHECK(unfinished_runs(test.fd.get()) == std::vector{RunRef("0_a/1")});
  test.folder.write(names::journal, std::string(journal_header) + "start\t5.000\t1\t-\t.\n");
  CHECK(unfinished_runs(test.fd.get()) == std::vector{RunRef()});
}
