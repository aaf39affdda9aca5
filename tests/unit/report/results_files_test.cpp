#include "report/results_files.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::report;

namespace {

struct Printed {
  std::string text;
  std::size_t paths = 0;
};

Printed printed(PathFormat format, bool runs_only, const std::vector<RunResults>& runs) {
  Printed out;
  FilePrinter printer(format, runs_only, [&](std::string_view piece) { out.text += piece; });
  for (const auto& run : runs) printer.put(run);
  printer.end();
  out.paths = printer.printed();
  return out;
}

const std::vector<RunResults> runs{{"r/0", "sweep", 100, "succeeded", {"a", "b"}}, {"r/1", "sweep", 100, "", {}}};

}  // namespace

TEST_CASE("paths of files, a line each or with a zero behind") {
  CHECK(printed(PathFormat::Lines, false, runs).text == "r/0/a\nr/0/b\n");
  CHECK(printed(PathFormat::Lines, false, runs).paths == 2);
  CHECK(printed(PathFormat::Zeros, false, runs).text == std::string("r/0/a\0r/0/b\0", 12));
  CHECK(printed(PathFormat::Lines, true, runs).text == "r/0\nr/1\n");
}

TEST_CASE("runs and their files as one JSON object") {
  CHECK(printed(PathFormat::Json, false, runs).text == R"({"schema_version": 1, "runs": [
{"path": "r/0", "files": ["a", "b"], "experiment": "sweep", "timestamp": 100, "state": "succeeded"},
{"path": "r/1", "files": [], "experiment": "sweep", "timestamp": 100, "state": ""}
]}
)");
  CHECK(printed(PathFormat::Json, true, {runs[0]}).text.find(R"("files": [])") != std::string::npos);
  CHECK(printed(PathFormat::Json, true, runs).paths == 2);
  CHECK(printed(PathFormat::Json, false, {}).text == "{\"schema_version\": 1, \"runs\": []}\n");
}
