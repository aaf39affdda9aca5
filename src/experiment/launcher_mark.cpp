#include "experiment/launcher_mark.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/json_text.hpp"
#include "experiment/layout.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"
#include "posix/process.hpp"

namespace liftoff {

LauncherMark::LauncherMark(int experiment) {
  posix::make_folder(experiment, names::launchers);
  folder_ = posix::open_folder(experiment, names::launchers);
  if (!folder_) posix::fail("cannot open the folder", names::launchers);
  const auto me = posix::self();
  const auto& host = posix::this_host();
  name_ = fmt::format("{}-{}", me.pid, me.start_ticks);
  file_ = posix::create_for_writing(folder_.get(), name_.c_str());
  posix::try_lock(file_.get());
  const auto line = fmt::format(R"({{"v":1,"host":{},"boot_id":"{}","pid_ns":{},"pid":{},"start_ticks":{},"started":{:.3f}}})" "\n",
                                json_quoted(host.host), host.boot_id, host.pid_namespace, me.pid, me.start_ticks, posix::unix_time());
  if (!posix::write_all(file_.get(), line)) posix::fail("cannot write", name_);
}

LauncherMark::~LauncherMark() {
  try {
    posix::remove_file(folder_.get(), name_.c_str());
  } catch (const Error&) {
    return;  // without its lock the file says that the launcher is gone
  }
}

}  // namespace liftoff
