#include "experiment/run_facts.hpp"

#include <array>
#include <charconv>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"

namespace liftoff::experiment {

std::optional<std::int64_t> marker_time(int folder, const char* name) {
  std::array<char, 64> text{};
  const auto size = posix::read_small(folder, name, text.data(), text.size());
  if (!size && posix::info(folder, name).kind != posix::FileKind::Regular) return std::nullopt;
  std::int64_t time = 0;
  std::from_chars(text.data(), text.data() + size.value_or(0), time);
  return time;
}

namespace {

bool is_made_by_script(int run_folder) {
  return posix::info(run_folder, names::config).kind == posix::FileKind::Regular &&
         posix::info(run_folder, names::record).kind == posix::FileKind::None;
}

}  // namespace

RunFacts read_run_facts(int run_folder) {
  RunFacts facts;
  facts.leaf = posix::info(run_folder, names::leaf).kind == posix::FileKind::Regular;
  facts.end = marker_time(run_folder, names::end);
  facts.start = marker_time(run_folder, names::start);
  if (!facts.end) facts.crash = marker_time(run_folder, names::crash);
  facts.unrecorded = !facts.leaf && !facts.end && !facts.start && !facts.crash && is_made_by_script(run_folder);
  // The lock is asked first: an end that is recorded after it was seen held is no contradiction.
  facts.locked = posix::is_locked(run_folder, names::record);
  try {
    if (const auto text = posix::read_file(run_folder, names::record)) facts.record = parse_run_record(*text);
  } catch (const Error&) {
    return facts;
  }
  if (facts.locked) return facts;
  // It may have ended between the look at the markers and the look at the lock.
  if (!facts.end) facts.end = marker_time(run_folder, names::end);
  if (!facts.end && !facts.crash) facts.crash = marker_time(run_folder, names::crash);
  if (const auto* attempt = facts.record.last(); attempt && !attempt->end)
    facts.keeper_alive = posix::is_alive(attempt->start.keeper.process);
  return facts;
}

}  // namespace liftoff::experiment
