#include <charconv>

#include <fmt/format.h>

#include "query/status_cache.hpp"

namespace liftoff {

namespace {

constexpr std::string_view magic = "liftoff-status-cache\t1\t";
constexpr std::size_t hash_digits = 16;

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0x9e3779b97f4a7c15;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    hash = (hash ^ word) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  }
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

/// The fields of one line. What can't be read makes the whole text invalid.
class Fields {
 public:
  explicit Fields(std::string_view line) : rest_(line) {}
  bool good() const { return good_; }

  std::string_view word() {
    const auto end = rest_.find('\t');
    const auto field = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return field;
  }
  template <class Number> Number number() {
    Number value{};
    const auto field = word();
    const auto result = std::from_chars(field.data(), field.data() + field.size(), value);
    good_ = good_ && result.ec == std::errc{} && result.ptr == field.data() + field.size();
    return value;
  }
  /// All that is left: names may hold tabs.
  std::string name() {
    good_ = good_ && !rest_.empty();
    return std::string(rest_);
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

UnsettledRun unsettled_from(Fields& fields) {
  UnsettledRun run;
  const auto kind = fields.word();
  run.kind = static_cast<UnsettledRun::Kind>(kind.empty() ? 'o' : kind.front());
  run.started = fields.number<double>();
  run.ended = fields.number<double>();
  run.stamp = fields.number<std::int64_t>();
  return run;
}

bool take_line(std::string_view line, CachedTally& cached, const FileStamp& identity) {
  Fields fields(line);
  const auto what = fields.word();
  const auto stamp = [&] {
    const auto inode = fields.number<std::uint64_t>();
    return FileStamp{inode, fields.number<std::int64_t>()};
  };
  if (what == "u") {
    const auto run = unsettled_from(fields);
    cached.tally.unsettled.emplace(fields.name(), run);
  } else if (what == "f") {
    const auto modified = fields.number<std::int64_t>();
    cached.folders.push_back({fields.name(), modified});
  } else if (what == "s") {
    const auto from = fields.number<double>();
    cached.tally.busy.add(from, fields.number<double>());
  } else if (what == "b") {
    const auto index = fields.number<std::size_t>();
    const auto count = fields.number<std::int64_t>();
    if (!fields.good() || index >= Durations::buckets) return false;
    cached.tally.durations.add_bucket(index, {count, fields.number<double>()});
  } else if (what == "of") {
    return stamp() == identity && fields.good();
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
    cached.plan.runs = fields.number<std::int64_t>();
  } else if (what == "sums") {
    cached.tally.succeeded = fields.number<std::int64_t>();
    cached.tally.run_seconds = fields.number<double>();
  } else {
    return false;
  }
  return fields.good();
}

}  // namespace

std::string to_text(const CachedTally& cached, const FileStamp& identity) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  bool writable = true;
  const auto name = [&](const std::string& path) -> const std::string& {
    writable = writable && path.find('\n') == std::string::npos;
    return path;
  };
  fmt::format_to(out, "of\t{}\t{}\n", identity.inode, identity.modified_ns);
  if (cached.from_journal) fmt::format_to(out, "journal\t{}\t{}\n", cached.journal_inode, cached.journal_offset);
  else fmt::format_to(out, "tree\t{}\t{}\t{}\t{}\n", cached.experiment.inode, cached.experiment.modified_ns, cached.ppid.inode, cached.ppid.modified_ns);
  const auto& plan = cached.plan;
  fmt::format_to(out, "plan\t{}\t{}\t{}\t{}\n", plan.parts, plan.last.inode, plan.last.modified_ns, plan.runs);
  fmt::format_to(out, "sums\t{}\t{}\n", cached.tally.succeeded, cached.tally.run_seconds);
  const auto& buckets = cached.tally.durations.all();
  for (std::size_t i = 0; i < buckets.size(); ++i)
    if (buckets[i].count > 0) fmt::format_to(out, "b\t{}\t{}\t{}\n", i, buckets[i].count, buckets[i].sum);
  for (const auto& [from, to] : cached.tally.busy.spans()) fmt::format_to(out, "s\t{}\t{}\n", from, to);
  for (const auto& folder : cached.folders) fmt::format_to(out, "f\t{}\t{}\n", folder.modified_ns, name(folder.name));
  for (const auto& [run, unsettled] : cached.tally.unsettled)
    fmt::format_to(out, "u\t{}\t{}\t{}\t{}\t{}\n", static_cast<char>(unsettled.kind), unsettled.started, unsettled.ended, unsettled.stamp, name(run));
  if (!writable) return {};
  const std::string_view body(text.data(), text.size());
  return fmt::format("{}{:016x}\n{}", magic, hash_of(body), body);
}

std::optional<CachedTally> parse_cached_tally(std::string_view text, const FileStamp& identity) {
  const auto header = magic.size() + hash_digits + 1;
  if (!text.starts_with(magic) || text.size() < header) return std::nullopt;
  const auto hash = text.substr(magic.size(), hash_digits);
  text.remove_prefix(header);
  if (hash != fmt::format("{:016x}", hash_of(text))) return std::nullopt;
  CachedTally cached;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string_view::npos; at = end + 1)
    if (!take_line(text.substr(at, end - at), cached, identity)) return std::nullopt;
  return cached;
}

}  // namespace liftoff
