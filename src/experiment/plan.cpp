#include "experiment/plan.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/plan_header.hpp"
#include "posix/file.hpp"
#include "posix/lines.hpp"
#include "posix/random.hpp"
#include "text/json_text.hpp"
#include "text/words.hpp"
#include "value/json_object.hpp"

namespace liftoff::experiment {

namespace {

constexpr std::size_t shortest_line = 60;                   // bytes of a configuration's line
constexpr std::size_t longest_plan_line = 16u << 20;        // the same
constexpr std::uint64_t longest_configuration = 64u << 20;  // bytes of its text

std::string part_name(int number) { return fmt::format("{}{}.jsonl", names::plan_prefix, number); }

PlannedConfiguration parse_configuration(std::string_view line) try {
  const auto object = value::JsonObject::parse(line);
  if (!object) throw usage_error("no JSON object");
  if (!is_plain_name(object->required<std::string>("folder")))
    throw usage_error("'folder' leads out of the experiment");
  return {object->required<std::string>("file"),  object->required<std::int64_t>("cfg_id"),
          object->required<std::string>("title"), object->required<std::string>("folder"),
          object->required<std::uint64_t>("at"),  object->required<std::uint64_t>("size")};
} catch (const Error& error) {
  damaged_plan(fmt::format("has a damaged line ({})", error.what()));
}

std::optional<std::uint64_t> replaced_by(std::string_view line) try {
  const auto object = value::JsonObject::parse(line);
  return object ? object->optional<std::uint64_t>("replaces") : std::nullopt;
} catch (const Error& error) {
  damaged_plan(fmt::format("has a damaged line ({})", error.what()));
}

/// Calls `use(offset, line)` for each complete line. Errors: System, Usage.
template <class Use> void for_each_line(int fd, Use use) {
  posix::read_lines(fd, 0, longest_plan_line,
                    {use, [](std::uint64_t) { damaged_plan("has a line that is too long"); }});
}

std::string first_line(int fd) {
  std::string text;
  for (;;) {
    const auto piece = posix::read_at(fd, text.size(), 1 << 12);
    const auto end = piece.find('\n');
    text += piece.substr(0, end);
    if (piece.empty() || end != std::string::npos) return text;
    if (text.size() > longest_plan_line) damaged_plan("has a header that is too long");
  }
}

}  // namespace

PlanWriter::PlanWriter(int experiment_folder, PlanHeader header)
    : folder_(experiment_folder), header_(std::move(header)) {
  const auto token = posix::random_token();
  temporary_ = fmt::format(".liftoff-tmp.{}", token);
  header_.texts = fmt::format("{}{}.yaml", names::plan_prefix, token);
  lines_ = posix::create_for_writing(folder_, temporary_.c_str());
  texts_ = posix::create_for_writing(folder_, header_.texts.c_str());
  line_buffer_ = header_line(header_);
}

PlanWriter::~PlanWriter() {
  if (published_) return;
  try {
    posix::remove_file(folder_, temporary_.c_str());
    posix::remove_file(folder_, header_.texts.c_str());
  } catch (const Error&) {
    return;  // what is left is never read: no part names it
  }
}

void PlanWriter::add(const PlannedConfiguration& configuration, std::string_view yaml,
                     std::optional<std::size_t> replaces) {
  text_buffer_ += "---\n";
  fmt::format_to(std::back_inserter(line_buffer_),
                 R"({{"file":{},"cfg_id":{},"title":{},"folder":{},"at":{},"size":{}{}}})"
                 "\n",
                 text::json_quoted(configuration.file), configuration.cfg_id, text::json_quoted(configuration.title),
                 text::json_quoted(configuration.folder), text_size_ + 4, yaml.size(),
                 replaces ? fmt::format(R"(,"replaces":{})", *replaces) : "");
  text_buffer_ += yaml;
  text_size_ += 4 + yaml.size();
  ++header_.configurations;
  flush(1 << 16);
}

void PlanWriter::flush(std::size_t limit) {
  const auto write = [&](const posix::Fd& fd, std::string& buffer) {
    if (buffer.size() < limit) return;
    posix::write_all(fd.get(), buffer).or_fail("cannot write", "the experiment's plan");
    buffer.clear();
  };
  write(texts_, text_buffer_);
  write(lines_, line_buffer_);
}

bool PlanWriter::publish(int number, Layout layout) {
  if (is_too_large(header_))
    throw usage_error(fmt::format("{} repetitions of {} are more than the {} runs that one experiment may have",
                                  header_.runs_no, text::counted(header_.configurations, "configuration"), most_runs),
                      "make several experiments of them");
  header_.layout = layout;
  flush(0);
  posix::write_at(lines_.get(), 0, header_line(header_)).or_fail("cannot write", "the experiment's plan");
  published_ = posix::rename_new(folder_, temporary_.c_str(), part_name(number).c_str());
  return published_;
}

std::optional<Plan> Plan::open(int experiment_folder) {
  Plan plan;
  for (int number = 1;; ++number) {
    auto lines = posix::open_for_reading(experiment_folder, part_name(number).c_str());
    if (lines.error().is_absent()) break;
    try {
      plan.read_part(experiment_folder, number, std::move(lines).or_fail("cannot open", "the experiment's plan"));
    } catch (const Error& error) {
      throw Error(error.code(), fmt::format("{}: {}", part_name(number), error.what()), error.hint());
    }
  }
  if (plan.parts_.empty()) return std::nullopt;
  return plan;
}

void Plan::take_line(const Entry& entry, std::string_view line, const Lines* by_file) {
  if (entry.part == 0) return entries_.push_back(entry);
  versions_[{entry.part, entry.place}] = entry;
  std::optional<std::uint64_t> replaced;
  if (!by_file) replaced = replaced_by(line);
  else if (const auto it = by_file->find(parse_configuration(line).file); it != by_file->end()) replaced = it->second;
  if (!replaced) return entries_.push_back(entry);
  if (*replaced >= entries_.size()) damaged_plan("has a line that replaces none");
  auto& before = entries_[*replaced];
  versions_[{before.part, before.place}] = before;
  ++replacements_;
  before = entry;
}

void Plan::read_part(int experiment_folder, int number, posix::Fd lines) {
  const auto part = static_cast<std::uint32_t>(parts_.size());
  PlanHeader header;
  std::optional<Lines> by_file;
  std::size_t count = 0;
  for_each_line(lines.get(), [&](std::uint64_t at, std::string_view line) {
    if (at == 0) {
      header = parse_header(line);
      // No more than the file can hold, whatever it says.
      const auto most = static_cast<std::size_t>(posix::info(lines.get()).size) / shortest_line;
      entries_.reserve(entries_.size() + std::min(header.configurations, most));
      if (header.version > 1 || number == 1) return;
      by_file.emplace();
      for_each([&](std::size_t index, const PlannedConfiguration& c) { (*by_file)[c.file] = index; });
      return;
    }
    const auto place = static_cast<std::uint32_t>(count++);
    take_line({at, static_cast<std::uint32_t>(line.size()), part, place}, line, by_file ? &*by_file : nullptr);
  });
  if (count != header.configurations) damaged_plan(fmt::format("(part {}) is not complete", number));
  auto texts = posix::open_for_reading(experiment_folder, header.texts.c_str());
  if (!texts) damaged_plan(fmt::format("(part {}) lacks its file {}", number, header.texts));
  const auto size = static_cast<std::uint64_t>(posix::info(texts.get()).size);
  parts_.push_back({std::move(lines), std::move(texts), size});
  if (number > 1) {
    header.layout = header_.layout;
    header.name = header_.name;
  }
  header_ = std::move(header);
}

PlannedConfiguration Plan::line_of(const Entry& entry) const {
  return parse_configuration(posix::read_at(parts_[entry.part].lines.get(), entry.at, entry.size));
}

std::string Plan::text_of(const Entry& entry, const PlannedConfiguration& line) const {
  const auto& part = parts_[entry.part];
  if (line.at > part.texts_size || line.size > part.texts_size - line.at) damaged_plan("is cut short");
  if (line.size > longest_configuration) damaged_plan(fmt::format("has a configuration of {} bytes", line.size));
  auto text = posix::read_at(part.texts.get(), line.at, line.size);
  if (text.size() < line.size) damaged_plan("was cut short");
  return text;
}

PlanPlace Plan::place(std::size_t index) const {
  const auto& entry = entries_.at(index);
  return {static_cast<int>(entry.part) + 1, entry.place};
}

std::optional<std::string> Plan::text_at(PlanPlace wanted) const {
  const auto part = static_cast<std::uint32_t>(wanted.part - 1);
  // Those of part 1 that were never edited are in their places.
  const Entry* entry = wanted.place < entries_.size() ? &entries_[wanted.place] : nullptr;
  if (!entry || entry->part != part || entry->place != wanted.place) {
    const auto version = versions_.find({part, static_cast<std::uint32_t>(wanted.place)});
    if (version == versions_.end()) return std::nullopt;
    entry = &version->second;
  }
  return text_of(*entry, line_of(*entry));
}

bool Plan::is_outdated(int experiment_folder) const {
  return posix::info(experiment_folder, part_name(parts() + 1).c_str()).kind != posix::FileKind::None;
}

void Plan::for_each(const std::function<void(std::size_t, const PlannedConfiguration&)>& use) const {
  for (std::size_t index = 0; index < entries_.size(); ++index) use(index, configuration(index));
}

void Plan::write_again(int experiment_folder) const {
  const auto whole = [](const posix::Fd& file) {
    return posix::read_at(file.get(), 0, static_cast<std::size_t>(posix::info(file.get()).size));
  };
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto& [lines, texts, size] = parts_[part];
    posix::create_file(experiment_folder, parse_header(first_line(lines.get())).texts.c_str(), whole(texts));
    posix::create_file(experiment_folder, part_name(static_cast<int>(part) + 1).c_str(), whole(lines));
  }
}

std::string fault_of_plan(int experiment_folder) try {
  Plan::open(experiment_folder);
  return {};
} catch (const Error& error) {
  return error.what();
}

std::optional<PlanHeader> read_plan_header(int experiment_folder) {
  try {
    std::optional<PlanHeader> header;
    for (int number = 1;; ++number) {
      const auto lines = posix::open_for_reading(experiment_folder, part_name(number).c_str());
      if (!lines) return header;
      if (number > 1) {  // a later part may replace lines of an earlier one: they must be counted
        const auto plan = Plan::open(experiment_folder);
        if (!plan) return header;
        header = plan->header();
        header->configurations = plan->configurations();
        return header;
      }
      header = parse_header(first_line(lines.get()));
    }
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace liftoff::experiment
