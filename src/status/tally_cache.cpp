#include "status/tally_cache.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "text/fields.hpp"

namespace liftoff::status {

namespace {

using text::Fields;

constexpr std::int64_t most_counted = 1'000'000'000'000;

/// All that is left: names may hold tabs.
std::string name_from(Fields& fields) {
  if (fields.at_end()) fields.fail();
  return std::string(fields.rest());
}

/// A number of runs; those of a cache that was written by hand must not overflow when they are added up.
std::int64_t count_from(Fields& fields) {
  const auto count = fields.number<std::int64_t>();
  if (count < 0 || count > most_counted) fields.fail();
  return count;
}

bool take_unsettled(Fields& fields, RunTally& tally) {
  UnsettledRun unsettled;
  const auto kind = fields.word();
  unsettled.kind = static_cast<UnsettledRun::Kind>(kind.empty() ? 'o' : kind.front());
  unsettled.started = fields.number<double>();
  unsettled.ended = fields.number<double>();
  unsettled.stamp = fields.number<std::int64_t>();
  auto run = experiment::RunRef::parse(name_from(fields));
  if (run) tally.unsettled.emplace(std::move(*run), unsettled);
  return run && fields.good();
}

bool take_line(std::string_view line, CachedTally& cached) {
  Fields fields(line);
  const auto what = fields.word();
  const auto stamp = [&] {
    const auto inode = fields.number<std::uint64_t>();
    return FileStamp{inode, fields.number<std::int64_t>()};
  };
  if (what == "u") return take_unsettled(fields, cached.tally);
  if (what == "f") {
    const auto modified = fields.number<std::int64_t>();
    cached.folders.push_back({name_from(fields), modified});
  } else if (what == "s") {
    const auto from = fields.number<double>();
    cached.tally.busy.add(from, fields.number<double>());
  } else if (what == "b") {
    const auto index = fields.number<std::size_t>();
    const auto count = count_from(fields);
    if (!fields.good() || index >= Durations::buckets) return false;
    cached.tally.durations.add_bucket(index, {count, fields.number<double>()});
  } else if (what == "journal") {
    cached.from_journal = true;
    cached.journal_inode = fields.number<std::uint64_t>();
    cached.journal_offset = fields.number<std::uint64_t>();
  } else if (what == "tree") {
    cached.experiment = stamp();
    cached.ppid = stamp();
  } else if (what == "plan") {
    cached.plan.parts = fields.number<int>();
    cached.plan.last = stamp();
    cached.plan.runs = std::clamp<std::int64_t>(fields.number<std::int64_t>(), -1, most_counted);
  } else if (what == "sums") {
    cached.tally.succeeded = count_from(fields);
    cached.tally.run_seconds = fields.number<double>();
  } else {
    return false;
  }
  return fields.good();
}

}  // namespace

std::string to_text(const CachedTally& cached) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  bool writable = true;
  const auto name = [&](std::string_view path) {
    writable = writable && path.find('\n') == std::string_view::npos;
    return path;
  };
  if (cached.from_journal) fmt::format_to(out, "journal\t{}\t{}\n", cached.journal_inode, cached.journal_offset);
  else
    fmt::format_to(out, "tree\t{}\t{}\t{}\t{}\n", cached.experiment.inode, cached.experiment.modified_ns,
                   cached.ppid.inode, cached.ppid.modified_ns);
  const auto& plan = cached.plan;
  fmt::format_to(out, "plan\t{}\t{}\t{}\t{}\n", plan.parts, plan.last.inode, plan.last.modified_ns, plan.runs);
  fmt::format_to(out, "sums\t{}\t{}\n", cached.tally.succeeded, cached.tally.run_seconds);
  const auto& buckets = cached.tally.durations.all();
  for (std::size_t i = 0; i < buckets.size(); ++i)
    if (buckets[i].count > 0) fmt::format_to(out, "b\t{}\t{}\t{}\n", i, buckets[i].count, buckets[i].sum);
  for (const auto& [from, to] : cached.tally.busy.spans()) fmt::format_to(out, "s\t{}\t{}\n", from, to);
  for (const auto& folder : cached.folders) fmt::format_to(out, "f\t{}\t{}\n", folder.modified_ns, name(folder.name));
  for (const auto& [run, unsettled] : cached.tally.unsettled)
    fmt::format_to(out, "u\t{}\t{}\t{}\t{}\t{}\n", static_cast<char>(unsettled.kind), unsettled.started,
                   unsettled.ended, unsettled.stamp, name(run.text()));
  return writable ? fmt::to_string(text) : std::string();
}

std::optional<CachedTally> parse_cached_tally(std::string_view text) {
  CachedTally cached;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string_view::npos; at = end + 1)
    if (!take_line(text.substr(at, end - at), cached)) return std::nullopt;
  return cached;
}

}  // namespace liftoff::status
