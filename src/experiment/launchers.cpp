#include <nlohmann/json.hpp>

#include <liftoff/error.hpp>

#include "experiment/experiments.hpp"
#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"

namespace liftoff {

namespace {

LauncherInfo parse_launcher(const std::string& text) {
  LauncherInfo launcher;
  const auto object = nlohmann::json::parse(text, nullptr, false);
  if (!object.is_object()) return launcher;
  try {
    launcher.host = {object.value("host", ""), object.value("boot_id", ""), object.value("pid_ns", std::uint64_t{0})};
    launcher.process = {object.value("pid", 0), object.value("start_ticks", std::uint64_t{0})};
    launcher.started = object.value("started", 0.0);
  } catch (const nlohmann::json::exception&) {
    return {};
  }
  return launcher;
}

}  // namespace

std::vector<LauncherInfo> live_launchers(int experiment_folder) {
  std::vector<LauncherInfo> alive;
  const auto folder = posix::open_folder(experiment_folder, names::launchers);
  const auto entries = folder ? posix::list_folder(folder.get(), ".") : std::nullopt;
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

}  // namespace liftoff
