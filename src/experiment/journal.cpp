#include "experiment/journal.hpp"

#include <array>

#include <fmt/core.h>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/lines.hpp"
#include "text/fields.hpp"

namespace liftoff::experiment {

namespace {

constexpr std::size_t longest_journal_line = 1 << 16;  ///< bytes; no path is longer
constexpr std::array<std::string_view, 5> events{"start", "succeeded", "crashed", "requeued", "rerun"};

}  // namespace

std::string to_line(const JournalLine& line) {
  const auto event = events.at(static_cast<std::size_t>(line.event));
  if (line.event == JournalEvent::Start || line.event == JournalEvent::Rerun)
    return fmt::format("{}\t{:.3f}\t{}\t-\t{}\n", event, line.at, line.attempt, line.run);
  return fmt::format("{}\t{:.3f}\t{}\t{:.3f}\t{}\n", event, line.at, line.attempt, line.wall, line.run);
}

bool parse_journal_line(std::string_view text, JournalLine& line) {
  text::Fields fields(text);
  const auto event = fields.word();
  std::size_t index = 0;
  while (index < events.size() && events[index] != event) ++index;
  if (index == events.size()) return false;
  line.event = static_cast<JournalEvent>(index);
  line.at = fields.number<double>();
  line.attempt = fields.number<int>();
  line.wall = 0;
  if (const auto wall = fields.word(); wall != "-" && !text::read_number(wall, line.wall)) return false;
  line.run = fields.rest();
  return fields.good() && !fields.at_end();
}

std::uint64_t read_journal(int journal, std::uint64_t offset, const std::function<void(const JournalLine&)>& use) {
  JournalLine line;
  return posix::read_lines(journal, offset, longest_journal_line, {[&](std::uint64_t, std::string_view text) {
                             if (parse_journal_line(text, line)) use(line);
                           }});
}

posix::Outcome append_to_journal(const posix::Fd& journal, const JournalLine& line) {
  if (!journal) return {};
  const auto text = to_line(line);
  return posix::write_all(journal.get(), posix::ends_within_a_line(journal.get()) ? "\n" + text : text);
}

std::unordered_set<RunRef> succeeded_runs(int experiment_folder) {
  std::unordered_set<RunRef> succeeded;
  const auto journal = posix::open_for_reading(experiment_folder, names::journal);
  if (!journal) return succeeded;
  read_journal(journal.get(), 0, [&](const JournalLine& line) {
    auto run = RunRef::parse(line.run);
    if (!run) return;
    if (line.event == JournalEvent::Succeeded) succeeded.insert(std::move(*run));
    else succeeded.erase(*run);
  });
  return succeeded;
}

std::optional<std::vector<RunRef>> unfinished_runs(int experiment_folder) {
  const auto journal = posix::open_for_reading(experiment_folder, names::journal);
  if (!journal) return std::nullopt;
  std::unordered_set<RunRef> open;
  read_journal(journal.get(), 0, [&](const JournalLine& line) {
    auto run = RunRef::parse(line.run);
    if (!run) return;
    if (line.event == JournalEvent::Succeeded || line.event == JournalEvent::Crashed) open.erase(*run);
    else open.insert(std::move(*run));
  });
  return std::vector<RunRef>(open.begin(), open.end());
}

}  // namespace liftoff::experiment
