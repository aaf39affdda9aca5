#include "resources/slots.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "experiment/layout.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "posix/open_below.hpp"

namespace liftoff::resources {

namespace {

std::string gpu_file(const std::string& gpu, int slot) {
  std::string safe = gpu;
  std::replace(safe.begin(), safe.end(), '/', '_');
  return fmt::format("gpu-{}-{}", safe, slot);
}

std::string process_file(int slot) { return fmt::format("proc-{}", slot); }

std::uint64_t member(const std::string& text, const char* key) {
  const auto at = text.find(key);
  return at == std::string::npos ? 0
                                 : std::strtoull(text.c_str() + at + std::char_traits<char>::length(key), nullptr, 10);
}

const char* host_folder() { return posix::this_host().host.empty() ? "localhost" : posix::this_host().host.c_str(); }

struct SlotHolder {
  posix::ProcessId process;  ///< pid 0: one that can't be looked at from here, in a container of its own
  std::string file;
};

/// Who signed each process slot that is locked.
std::vector<SlotHolder> signed_holders(int folder) {
  std::vector<SlotHolder> holders;
  for (const auto& entry : posix::list_folder(folder, ".").value_or(std::vector<posix::FolderEntry>{})) {
    const auto* name = entry.name.c_str();
    if (!entry.name.starts_with("proc-") || !posix::is_locked(folder, name)) continue;
    const auto text = posix::read_file(folder, name).value_or("");
    const bool here = member(text, "\"pid_ns\":") == posix::this_host().pid_namespace;
    const posix::ProcessId process{static_cast<int>(member(text, "\"pid\":")), member(text, "\"start_ticks\":")};
    holders.push_back({here ? process : posix::ProcessId{}, entry.name});
  }
  return holders;
}

}  // namespace

std::vector<posix::ProcessId> slot_holders(int experiment) {
  std::vector<posix::ProcessId> proven;
  const auto all = posix::open_folder(experiment, experiment::names::slots);
  const auto folder = all ? posix::open_folder(all.get(), host_folder()) : posix::Fd{};
  if (!folder) return proven;
  for (const auto& [process, name] : signed_holders(folder.get())) {
    const auto file = posix::open_for_reading(folder.get(), name.c_str());
    if (file && posix::is_alive(process) && posix::has_open(process.pid, file.get()).value_or(false))
      proven.push_back(process);
  }
  return proven;
}

void Slot::sign() const {
  const auto holder = posix::self();
  // Of fixed width: a shorter line must not leave the end of a longer one behind.
  const auto line =
      fmt::format("{:<95}\n", fmt::format(R"({{"v":1,"pid":{},"start_ticks":{},"pid_ns":{}}})", holder.pid,
                                          holder.start_ticks, posix::this_host().pid_namespace));
  posix::write_at(process_lock.get(), 0, line);
}

SlotPool::SlotPool(int experiment, int processes, std::vector<GpuSlots> gpus)
    : processes_(processes), gpus_(std::move(gpus)) {
  const auto all = posix::make_folder_below(experiment, experiment::names::slots);
  folder_ = posix::make_folder_below(all.get(), host_folder());
}

SlotPool::Locked SlotPool::try_file(const std::string& name) {
  auto fd = posix::open_for_reading_and_writing(folder_.get(), name.c_str()).or_fail("cannot open the slot", name);
  const auto lock = posix::try_lock(fd.get());
  if (lock == posix::Lock::Busy) return {posix::Fd{}, true};
  if (lock == posix::Lock::Unsupported) locks_ = false;
  return {std::move(fd), false};
}

std::vector<int> SlotPool::load() const {
  std::vector<int> counts;
  for (const auto& gpu : gpus_) {
    int busy = 0;
    for (int slot = 0; slot < gpu.slots; ++slot)
      if (posix::is_locked(folder_.get(), gpu_file(gpu.gpu, slot).c_str())) ++busy;
    counts.push_back(busy);
  }
  return counts;
}

std::optional<std::pair<std::string, posix::Fd>> SlotPool::acquire_gpu() {
  const auto busy = load();
  std::vector<std::size_t> order(gpus_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return busy[a] < busy[b]; });
  for (const auto index : order)
    for (int slot = 0; slot < gpus_[index].slots; ++slot)
      if (auto locked = try_file(gpu_file(gpus_[index].gpu, slot)); !locked.busy)
        return std::pair{gpus_[index].gpu, std::move(locked.fd)};
  return std::nullopt;
}

std::optional<Slot> SlotPool::try_acquire() {
  for (int index = 0; index < processes_; ++index) {
    auto locked = try_file(process_file(index));
    if (locked.busy) continue;
    Slot slot{index, std::nullopt, std::move(locked.fd), {}};
    if (gpus_.empty()) {
      slot.sign();
      return slot;
    }
    auto gpu = acquire_gpu();
    if (!gpu) return std::nullopt;
    slot.gpu = std::move(gpu->first);
    slot.gpu_lock = std::move(gpu->second);
    slot.sign();
    return slot;
  }
  return std::nullopt;
}

std::vector<posix::Fd> SlotPool::holders() const {
  // All of them, not only those that this launcher may take: whoever has more processes than -p here may hold a GPU.
  std::vector<posix::Fd> holders;
  bool unseen = false;
  for (const auto& [process, name] : signed_holders(folder_.get()))
    if (auto fd = process.pid > 0 ? posix::watch(process) : posix::Fd{}) holders.push_back(std::move(fd));
    else unseen = true;
  constexpr std::chrono::seconds another_look{1};  // nothing tells when such a lock is let go
  if (unseen) holders.push_back(posix::timer(another_look));
  return holders;
}

std::vector<int> SlotPool::watch() {
  // Watched before the holders are read: one that signs after that shows as a change.
  if (changes_) changes_->take();
  else if (auto watch = posix::FileWatch::open(); watch && watch->add(folder_.get(), posix::Written) >= 0)
    changes_ = std::move(*watch);
  holders_ = holders();
  std::vector<int> fds;
  if (changes_) fds.push_back(changes_->fd());
  for (const auto& holder : holders_) fds.push_back(holder.get());
  return fds;
}

bool SlotPool::has_free() const {
  const auto is_free = [&](const std::string& name) { return !posix::is_locked(folder_.get(), name.c_str()); };
  bool process = false;
  for (int index = 0; index < processes_ && !process; ++index) process = is_free(process_file(index));
  if (!process || gpus_.empty()) return process;
  return std::any_of(gpus_.begin(), gpus_.end(), [&](const GpuSlots& gpu) {
    for (int slot = 0; slot < gpu.slots; ++slot)
      if (is_free(gpu_file(gpu.gpu, slot))) return true;
    return false;
  });
}

int SlotPool::size() const {
  if (gpus_.empty()) return processes_;
  const int on_gpus =
      std::accumulate(gpus_.begin(), gpus_.end(), 0, [](int sum, const GpuSlots& gpu) { return sum + gpu.slots; });
  return std::min(processes_, on_gpus);
}

}  // namespace liftoff::resources
