#include "configs/read_yaml.hpp"

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;
using test::error_of;

TEST_CASE("a configuration is a file that holds a mapping") {
  const test::TempDir dir;
  dir.write("a.yaml", "x: 1\n");
  dir.write("list.yaml", "\n- 1\n");
  dir.write("text.yaml", "text\n");
  dir.make_folder("d.yaml");
  CHECK(read_configuration(dir / "a.yaml", nullptr).find({"x"})[0] == Value(1));
  CHECK(error_of([&] { read_configuration(dir / "list.yaml", nullptr); }) ==
        (dir / "list.yaml") + ":2: a configuration is a mapping, not a list | write lines of the form 'key: value'");
  CHECK(error_of([&] { read_configuration(dir / "text.yaml", nullptr); })
            .find(":1: a configuration is a mapping, not a "
                  "single value") != std::string::npos);
  CHECK(error_of([&] { read_yaml(dir / "no.yaml"); }) == (dir / "no.yaml") + ": there is no such file");
  CHECK(error_of([&] { read_yaml(dir / "d.yaml"); }) == (dir / "d.yaml") + ": this is a folder, not a file");
}

TEST_CASE("a file too large for a configuration is not read") {
  const test::TempDir dir;
  dir.write("big.yaml", "");
  std::filesystem::resize_file(dir / "big.yaml", (64u << 20) + 1);
  CHECK(error_of([&] { read_yaml(dir / "big.yaml"); }) ==
        (dir / "big.yaml") + ": larger than 64 MiB | keep data out of configurations");
}
