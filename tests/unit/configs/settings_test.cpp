#include <filesystem>

#include <catch2/catch.hpp>

#include "configs/settings.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;
using test::error_of;

namespace {

/// A working directory and a home of its own.
class Place {
 public:
  Place() : before_(std::filesystem::current_path()) {
    std::filesystem::create_directories(dir / "work");
    std::filesystem::current_path(dir / "work");
  }
  ~Place() { std::filesystem::current_path(before_); }
  test::TempDir dir;

 private:
  test::Environment environment_{"XDG_CONFIG_HOME", dir / "xdg"};
  std::filesystem::path before_;
};

}  // namespace

TEST_CASE("the folder's settings win over the user's", "[settings]") {
  const Place place;
  Warnings warnings;
  CHECK(load_settings(warnings) == Value(Map()));
  place.dir.write("xdg/liftoff/config.yaml", "procs-no: 8\nscript: a.py\ngpus: [0, 1]\n");
  place.dir.write("work/.liftoff.yaml", "\nprocs_no: 2\nenv: 3.8\nno-detach: true\nper-gpu: 2\ntypo: 1\n");
  const Value settings = load_settings(warnings);
  CHECK(setting_integer(settings, "procs_no") == 2);
  CHECK(setting_text(settings, "script") == "a.py");
  CHECK(setting_text(settings, "env") == "3.8");
  CHECK(setting_flag(settings, "no_detach") == true);
  CHECK(setting_list(settings, "gpus") == std::vector<std::string>{"0", "1"});
  CHECK(setting_list(settings, "per_gpu") == std::vector<std::string>{"2"});
  CHECK_FALSE(setting_text(settings, "python"));
  CHECK(warnings == Warnings{".liftoff.yaml:6: no option is called 'typo'"});
  CHECK(error_of([&] { setting_integer(settings, "script"); }) ==
        (place.dir / "xdg/liftoff/config.yaml") + ":2: 'script' needs a whole number, not a.py");
  CHECK(error_of([&] { setting_text(settings, "gpus"); }).find(":3: 'gpus' needs a text") != std::string::npos);
  CHECK(error_of([&] { setting_flag(settings, "procs_no"); }) ==
        ".liftoff.yaml:2: 'procs_no' needs true or false, not 2");
}

TEST_CASE("broken settings are errors", "[settings]") {
  const Place place;
  Warnings warnings;
  place.dir.write("work/.liftoff.yaml", "procs-no: 2\nprocs_no: 3\n");
  CHECK(error_of([&] { load_settings(warnings); }) == ".liftoff.yaml:2: 'procs_no' is given twice (first on line 1)");
  place.dir.write("work/.liftoff.yaml", "- a\n");
  CHECK(error_of([&] { load_settings(warnings); }).find(".liftoff.yaml:1: a configuration is a mapping") == 0);
}
