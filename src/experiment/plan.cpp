#include "experiment/plan.hpp"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "posix/lines.hpp"
#include "posix/random.hpp"
#include "text/json_text.hpp"
#include "value/json_object.hpp"

namespace liftoff::experiment {

namespace {

constexpr int format_version = 1;
constexpr std::size_t shortest_line = 60;                   // bytes of a configuration's line
constexpr std::size_t longest_plan_line = 16u << 20;        // the same
constexpr std::uint64_t longest_configuration = 64u << 20;  // bytes of its text

std::string part_name(int number) { return fmt::format("{}{}.jsonl", names::plan_prefix, number); }

std::string header_line(const PlanHeader& header) {
  // The count and the layout are known last and written over then: they have a fixed width.
  return fmt::format(R"({{"liftoff_plan":{},"configurations":{:>12},"layout":{:<8},"runs_no":{},)"
                     R"("name":{},"texts":{},"created":{:.3f},"cwd":{},"options":{}}})"
                     "\n",
                     format_version, header.configurations, fmt::format("\"{}\"", to_text(header.layout)),
                     header.runs_no, text::json_quoted(header.name), text::json_quoted(header.texts), header.created,
                     text::json_quoted(header.cwd), header.options);
}

[[noreturn]] void damaged(const std::string& what) {
  throw usage_error("the experiment's plan " + what, "was it written by a newer liftoff, or edited?");
}

/// Errors: Usage, for a member that is not as it should be.
PlanHeader header_of(const value::JsonObject& object) {
  PlanHeader header;
  header.configurations = object.required<std::uint64_t>("configurations");
  header.runs_no = object.required<int>("runs_no");
  header.name = object.required<std::string>("name");
  header.texts = object.required<std::string>("texts");
  header.created = object.value_or("created", 0.0);
  header.cwd = object.value_or<std::string>("cwd", {});
  const auto* options = object.find("options");
  if (!options) throw usage_error("'options' is missing");
  header.options = value::to_json(*options);
  const auto layout = layout_from_text(object.required<std::string>("layout"));
  if (!layout) throw usage_error("'layout' is not one that is known here");
  header.layout = *layout;
  return header;
}

/// Whether a name leads to something directly in the experiment's folder.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of(std::string_view("/\0", 2)) == name.npos;
}

bool is_too_large(const PlanHeader& header) {
  return header.configurations > most_runs / static_cast<std::size_t>(header.runs_no);
}

PlanHeader parse_header(std::string_view line) {
  const auto object = value::JsonObject::parse(line);
  if (!object) damaged("has a header that can't be read");
  if (const auto* format = object->find("liftoff_plan"); !format || *format != Value(format_version))
    damaged("has a format that is not known here");
  PlanHeader header;
  try {
    header = header_of(*object);
  } catch (const Error& error) {
    damaged(fmt::format("has a damaged header ({})", error.what()));
  }
  if (header.runs_no < 1) damaged("has no runs");
  if (is_too_large(header))
    damaged(fmt::format("claims {} repetitions of {} configurations: more than {} runs are none that liftoff planned",
                        header.runs_no, header.configurations, most_runs));
  if (!is_plain_name(header.texts)) damaged("names a file outside the experiment");
  return header;
}

PlannedConfiguration parse_configuration(std::string_view line) try {
  const auto object = value::JsonObject::parse(line);
  if (!object) throw usage_error("no JSON object");
  if (!is_plain_name(object->required<std::string>("folder")))
    throw usage_error("'folder' leads out of the experiment");
  return {object->required<std::string>("file"),  object->required<std::int64_t>("cfg_id"),
          object->required<std::string>("title"), object->required<std::string>("folder"),
          object->required<std::uint64_t>("at"),  object->required<std::uint64_t>("size")};
} catch (const Error& error) {
  damaged(fmt::format("has a damaged line ({})", error.what()));
}

/// Calls `use(offset, line)` for each complete line. Errors: System, Usage.
template <class Use> void for_each_line(int fd, Use use) {
  posix::read_lines(fd, 0, longest_plan_line, {use, [](std::uint64_t) { damaged("has a line that is too long"); }});
}

std::string first_line(int fd) {
  std::string text;
  for (;;) {
    const auto piece = posix::read_at(fd, text.size(), 1 << 12);
    const auto end = piece.find('\n');
    text += piece.substr(0, end);
    if (piece.empty() || end != std::string::npos) return text;
    if (text.size() > longest_plan_line) damaged("has a header that is too long");
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

void PlanWriter::add(const PlannedConfiguration& configuration, std::string_view yaml) {
  text_buffer_ += "---\n";
  fmt::format_to(std::back_inserter(line_buffer_),
                 R"({{"file":{},"cfg_id":{},"title":{},"folder":{},"at":{},"size":{}}})"
                 "\n",
                 text::json_quoted(configuration.file), configuration.cfg_id, text::json_quoted(configuration.title),
                 text::json_quoted(configuration.folder), text_size_ + 4, yaml.size());
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
    throw usage_error(fmt::format("{} repetitions of {} configurations are more than {} runs", header_.runs_no,
                                  header_.configurations, most_runs),
                      "make them several experiments");
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

void Plan::read_part(int experiment_folder, int number, posix::Fd lines) {
  const auto part = static_cast<std::uint32_t>(parts_.size());
  std::unordered_map<std::string, std::uint32_t> known;
  if (number > 1)
    for_each(
        [&](std::size_t index, const PlannedConfiguration& c) { known[c.file] = static_cast<std::uint32_t>(index); });
  PlanHeader header;
  std::size_t count = 0;
  for_each_line(lines.get(), [&](std::uint64_t at, std::string_view line) {
    if (at == 0) {
      header = parse_header(line);
      // No more than the file can hold, whatever it says.
      const auto most = static_cast<std::size_t>(posix::info(lines.get()).size) / shortest_line;
      entries_.reserve(entries_.size() + std::min(header.configurations, most));
      return;
    }
    ++count;
    const Entry entry{at, static_cast<std::uint32_t>(line.size()), part};
    const auto it = number > 1 ? known.find(parse_configuration(line).file) : known.end();
    if (it == known.end()) entries_.push_back(entry);
    else entries_[it->second] = entry;
  });
  if (count != header.configurations) damaged(fmt::format("(part {}) is not complete", number));
  auto texts = posix::open_for_reading(experiment_folder, header.texts.c_str());
  if (!texts) damaged(fmt::format("(part {}) lacks its file {}", number, header.texts));
  const auto size = static_cast<std::uint64_t>(posix::info(texts.get()).size);
  parts_.push_back({std::move(lines), std::move(texts), size});
  if (number > 1) {
    header.layout = header_.layout;
    header.name = header_.name;
  }
  header_ = std::move(header);
}

PlannedConfiguration Plan::configuration(std::size_t index) const {
  const auto& entry = entries_.at(index);
  return parse_configuration(posix::read_at(parts_[entry.part].lines.get(), entry.at, entry.size));
}

std::string Plan::text(std::size_t index, const PlannedConfiguration& line) const {
  const auto& part = parts_[entries_.at(index).part];
  if (line.at > part.texts_size || line.size > part.texts_size - line.at) damaged("is cut short");
  if (line.size > longest_configuration) damaged(fmt::format("has a configuration of {} bytes", line.size));
  auto text = posix::read_at(part.texts.get(), line.at, line.size);
  if (text.size() < line.size) damaged("was cut short");
  return text;
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
