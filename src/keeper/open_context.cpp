#include "keeper/open_context.hpp"

#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "posix/folder.hpp"

namespace liftoff::keeper {

OpenContext::OpenContext(KeeperContext told, posix::Fd opened, experiment::Plan planned)
    : context(std::move(told)),
      folder(std::move(opened)),
      journal(posix::open_for_appending(folder.get(), experiment::names::journal)),
      plan(std::move(planned)) {}

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
