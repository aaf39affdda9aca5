#include "experiment/launchers.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/cache_file.hpp"
#include "experiment/layout.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "posix/open_below.hpp"
#include "text/json_text.hpp"
#include "value/json_object.hpp"

namespace liftoff::experiment {

namespace {

constexpr int most_slots = 100'000;  ///< as of --procs-no

LauncherInfo parse_launcher(const std::string& text) try {
  const auto object = value::JsonObject::parse(text);
  if (!object) return {};
  LauncherInfo launcher;
  launcher.host = {object->value_or<std::string>("host", {}), object->value_or<std::string>("boot_id", {}),
                   object->value_or("pid_ns", std::uint64_t{0})};
  launcher.process = {object->value_or("pid", 0), object->value_or("start_ticks", std::uint64_t{0})};
  launcher.started = object->value_or("started", 0.0);
  launcher.slots = std::clamp(object->value_or("slots", 0), 0, most_slots);
  return launcher;
} catch (const Error&) {
  return {};
}

}  // namespace

std::vector<LauncherInfo> live_launchers(int experiment_folder) {
  std::vector<LauncherInfo> alive;
  const auto folder = posix::open_folder(experiment_folder, names::launchers);
  const auto entries = folder ? posix::list_folder(folder.get(), ".") : folder.error();
  if (!entries) return alive;
  for (const auto& entry : *entries) {
    const auto file = posix::open_for_reading(folder.get(), entry.name.c_str());
    if (!file || !posix::is_locked(file.get())) continue;
    try {
      alive.push_back(parse_launcher(posix::read_at(file.get(), 0, 4096)));
    } catch (const Error&) {
      alive.push_back({});
    }
  }
  return alive;
}

std::int64_t slots_of(const std::vector<LauncherInfo>& launchers) {
  std::map<std::string, std::int64_t> by_host;
  for (const auto& launcher : launchers) {
    auto& slots = by_host[launcher.host.host];
    slots = std::max<std::int64_t>(slots, launcher.slots);
  }
  return std::accumulate(by_host.begin(), by_host.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& host) { return sum + host.second; });
}

LauncherMark::LauncherMark(int experiment, int slots) {
  folder_ = posix::make_folder_below(experiment, names::launchers);
  const auto me = posix::self();
  const auto& host = posix::this_host();
  name_ = fmt::format("{}-{}", me.pid, me.start_ticks);
  file_ = posix::create_for_writing(folder_.get(), name_.c_str());
  posix::try_lock(file_.get());
  const auto line = fmt::format(
      R"({{"v":1,"host":{},"boot_id":"{}","pid_ns":{},"pid":{},"start_ticks":{},"started":{:.3f},"slots":{}}})"
      "\n",
      text::json_quoted(host.host), host.boot_id, host.pid_namespace, me.pid, me.start_ticks, posix::unix_time(),
      slots);
  posix::write_all(file_.get(), line).or_fail("cannot write", name_);
}

LauncherMark::~LauncherMark() {
  try {
    posix::remove_file(folder_.get(), name_.c_str());
  } catch (const Error&) {
    return;  // without its lock the file says that the launcher is gone
  }
}

std::size_t LauncherCount::seen(int experiment_folder) noexcept {
  // Opened each time: over NFS that is what asks the server.
  const auto folder = posix::open_folder(experiment_folder, names::launchers);
  if (!folder) return 0;
  const auto changed = posix::info(folder.get()).changed_ns;
  if (changed == changed_ns_) return count_;
  const auto looked = posix::unix_nanoseconds();
  const auto entries = posix::list_folder(folder.get(), ".");
  count_ = entries ? entries->size() : 0;
  changed_ns_ = is_settled(changed, looked) ? changed : -1;
  return count_;
}

}  // namespace liftoff::experiment
