#include "posix/lines.hpp"

#include <catch2/catch.hpp>

#include "posix/file.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::posix;

namespace {

struct Lines {
  test::TempDir dir;
  std::string seen;
  std::uint64_t next = 0;

  void read(std::uint64_t offset, std::size_t longest) {
    const auto fd = open_for_reading(here(), (dir / "lines").c_str());
    next = read_lines(
        fd.get(), offset, longest,
        {[&](std::uint64_t at, std::string_view line) { seen += std::to_string(at) + "=" + std::string(line) + " "; },
         [&](std::uint64_t at) { seen += std::to_string(at) + "=long "; }});
  }
};

}  // namespace

TEST_CASE_METHOD(Lines, "whole lines are read, what is still being written is left") {
  dir.write("lines", "a\n\nbc\nd");
  read(0, 10);
  CHECK(seen == "0=a 2= 3=bc ");
  CHECK(next == 6);
  dir.append("lines", "e\n");
  seen.clear();
  read(next, 10);
  CHECK(seen == "6=de ");
}

TEST_CASE_METHOD(Lines, "a line that is too long is passed over, and told once") {
  dir.write("lines", "a\n" + std::string(1'000'000, 'x') + "\nb\n");
  read(0, 100'000);
  CHECK(seen == "0=a 2=long 1000003=b ");
  seen.clear();
  dir.write("lines", "a\nxxxx\nb\n");
  read(0, 3);
  CHECK(seen == "0=a 2=long 7=b ");
}

TEST_CASE_METHOD(Lines, "a file of zeros takes no memory and is not read again") {
  dir.write("lines", "a\n");
  std::filesystem::resize_file(dir / "lines", 64 << 20);
  read(0, 65536);
  CHECK(seen == "0=a 2=long ");
  CHECK(next == 64 << 20);
}
