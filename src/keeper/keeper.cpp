#include "keeper/keeper.hpp"

namespace liftoff::keeper {

const experiment::Plan& Keeper::plan() {
  const int folder = opened.folder.get();
  if ((newer ? *newer : opened.plan).is_outdated(folder))
    if (auto now = experiment::Plan::open(folder)) newer = std::move(now);
  return newer ? *newer : opened.plan;
}

}  // namespace liftoff::keeper
