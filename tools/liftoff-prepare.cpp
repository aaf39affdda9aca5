#include "common/run_tool.hpp"

int main(int argc, char** argv) {
  return liftoff::tools::run_tool(
      {"liftoff-prepare", "Makes one configuration of every combination of values.", "  liftoff-prepare test_experiment\n"},
      argc, argv, [](liftoff::tools::Tool&) {}, [](liftoff::tools::Tool&) { return 0; });
}
