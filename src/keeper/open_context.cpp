#include "keeper/open_context.hpp"

#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "posix/folder.hpp"

namespace liftoff::keeper {

OpenContext::OpenContext(KeeperContext context_, posix::Fd folder_, experiment::Plan plan_)
    : context(std::move(context_)),
      folder(std::move(folder_)),
      journal(posix::open_for_appending(folder.get(), experiment::names::journal)),
      plan(std::move(plan_)) {}

OpenContext OpenContext::open(KeeperContext context) {
  auto folder = posix::open_folder(posix::here(), context.experiment.c_str())
                    .or_fail("cannot open the experiment", context.experiment);
  auto plan = experiment::Plan::open(folder.get());
  if (!plan)
    throw usage_error(context.experiment + ": the experiment has no plan",
                      "only experiments that were launched with liftoff have one");
  return {std::move(context), std::move(folder), std::move(*plan)};
}

}  // namespace liftoff::keeper
