#include <fmt/format.h>

#include "common/output.hpp"
#include "results/selection.hpp"
#include "results/table_look.hpp"
#include "results/verbs.hpp"

namespace liftoff::tools {

int show_table(const Tool& tool, const options::Options& options) {
  const auto look = look_at_table(options, tool.out_style(), complaint_of(tool));
  put(look.text);
  flush();
  if (!look.problem.empty()) tool.say(look.problem);
  if (!look.left_out.empty()) tool.say(fmt::format("{}", fmt::join(look.left_out, "; ")));
  return look.any ? 0 : 1;
}

}  // namespace liftoff::tools
