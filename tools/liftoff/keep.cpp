#include "liftoff/keep.hpp"

#include <string_view>

#include <fmt/core.h>

#include "common/run_tool.hpp"
#include "keeper/keep_alone.hpp"

namespace liftoff::tools {

std::optional<int> keep_if_asked(int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "--keep") return std::nullopt;
  std::string context;
  keeper::RunOrder order;
  return run_tool(
      {"liftoff", "Keeps one run of a launch whose context is in a file.", ""}, argc, argv,
      [&](Tool& tool) {
        tool.app.add_option("--keep", context, "The launch's context")->required()->option_text("FILE");
        tool.app.add_option("CONFIGURATION", order.configuration, "Its place in the plan, from 0")->required();
        tool.app.add_option("RUN", order.run_id, "The repetition, from 0")->required()->check(CLI::NonNegativeNumber);
      },
      [&](Tool&) {
        const auto report = keeper::keep_alone(context, order);
        fmt::print("{}", keeper::to_record(report));
        return keeper::exit_status(report);
      });
}

}  // namespace liftoff::tools
