#include "keeper/context.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/file.hpp"

namespace liftoff::keeper {

namespace {

using std::chrono::milliseconds;

constexpr std::string_view first_name = "liftoff-context";
constexpr std::string_view context_version = "1";
constexpr std::int64_t longest_time = std::int64_t{1} << 50;  // ms; more would overflow where it is added to now

std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : value)
    if (c == '\n') text += "\\n";
    else if (c == '\\') text += "\\\\";
    else text += c;
  return text;
}

void put(std::string& text, std::string_view name, std::string_view value) {
  fmt::format_to(std::back_inserter(text), "{}\t{}\n", name, escaped(value));
}

/// One line of a text that is read.
struct Line {
  std::string_view name;
  std::string value;
  std::string place;  ///< "file:3"
};

[[noreturn]] void damaged(const std::string& place, const std::string& what) {
  throw usage_error(fmt::format("{}: {}", place, what), "let the liftoff that launched the experiment write it anew");
}

std::string unescaped(std::string_view text, const std::string& place) {
  std::string value;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') value += text[at];
    else if (const char next = ++at < text.size() ? text[at] : '\0'; next == 'n') value += '\n';
    else if (next == '\\') value += '\\';
    else damaged(place, "a backslash must be followed by 'n' or another backslash");
  }
  return value;
}

std::int64_t number_of(const Line& line, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto* end = line.value.data() + line.value.size();
  const auto result = std::from_chars(line.value.data(), end, number);
  if (result.ec != std::errc{} || result.ptr != end || number < least || number > most)
    damaged(line.place, fmt::format("'{}' must be a number from {} to {}", line.name, least, most));
  return number;
}

bool flag_of(const Line& line) {
  if (line.value != "true" && line.value != "false")
    damaged(line.place, fmt::format("'{}' must be true or false", line.name));
  return line.value == "true";
}

std::string absolute_folder(const Line& line) {
  if (!line.value.starts_with('/')) damaged(line.place, fmt::format("'{}' must be an absolute path", line.name));
  return line.value;
}

std::string assignment(const Line& line) {
  if (const auto at = line.value.find('='); at == 0 || at == std::string::npos)
    damaged(line.place, "'variable' must be of the form NAME=VALUE");
  return line.value;
}

milliseconds time_of(const Line& line) { return milliseconds(number_of(line, 0, longest_time)); }

std::string text_of(bool flag) { return flag ? "true" : "false"; }
std::string text_of(const FileState& state) { return fmt::format("{} {}", state.inode, state.changed_ns); }
FileState state_from(const Line& line) {
  const auto space = std::min(line.value.find(' '), line.value.size() - 1);
  const auto number = [&](std::string_view digits) {
    return number_of({line.name, std::string(digits), line.place}, 0, std::numeric_limits<std::int64_t>::max());
  };
  const std::string_view text = line.value;
  return {static_cast<std::uint64_t>(number(text.substr(0, space))),
          number(text.substr(std::min(space + 1, text.size())))};
}

std::string text_of(milliseconds time) { return std::to_string(time.count()); }

using Values = std::vector<std::string>;

/// A name with what is written under it, a line for each value, and how one of these lines is read.
struct Field {
  std::string_view name;
  bool required;
  Values (*values)(const KeeperContext&);
  void (*read)(KeeperContext&, const Line&);
};

using C = KeeperContext;
constexpr auto most_time = std::numeric_limits<std::int64_t>::max();
constexpr auto most_pid = std::numeric_limits<int>::max();

const Field fields[] = {
    {"experiment", true, [](const C& c) { return Values{c.experiment}; },
     [](C& c, const Line& line) { c.experiment = absolute_folder(line); }},
    {"told-path", true, [](const C& c) { return Values{c.told_path}; },
     [](C& c, const Line& line) { c.told_path = line.value; }},
    {"directory", true, [](const C& c) { return Values{c.directory}; },
     [](C& c, const Line& line) { c.directory = absolute_folder(line); }},
    {"timestamp", true, [](const C& c) { return Values{std::to_string(c.timestamp)}; },
     [](C& c, const Line& line) { c.timestamp = number_of(line, 0, most_time); }},
    {"launcher", true, [](const C& c) { return Values{std::to_string(c.launcher)}; },
     [](C& c, const Line& line) { c.launcher = static_cast<int>(number_of(line, 0, most_pid)); }},
    {"argument", true, [](const C& c) { return c.command; },
     [](C& c, const Line& line) { c.command.push_back(line.value); }},
    {"variable", false, [](const C& c) { return c.environment; },
     [](C& c, const Line& line) { c.environment.push_back(assignment(line)); }},
    {"timeout", false, [](const C& c) { return c.timeout ? Values{text_of(*c.timeout)} : Values{}; },
     [](C& c, const Line& line) { c.timeout = time_of(line); }},
    {"grace", true, [](const C& c) { return Values{text_of(c.grace)}; },
     [](C& c, const Line& line) { c.grace = time_of(line); }},
    {"keep-children", true, [](const C& c) { return Values{text_of(c.keep_children)}; },
     [](C& c, const Line& line) { c.keep_children = flag_of(line); }},
    {"detached", true, [](const C& c) { return Values{text_of(c.detached)}; },
     [](C& c, const Line& line) { c.detached = flag_of(line); }},
    {"own-terminal", true, [](const C& c) { return Values{text_of(c.own_terminal)}; },
     [](C& c, const Line& line) { c.own_terminal = flag_of(line); }},
    {"assume-dead", false,
     [](const C& c) { return c.claim.assume_dead.empty() ? Values{} : Values{c.claim.assume_dead}; },
     [](C& c, const Line& line) { c.claim.assume_dead = line.value; }},
    {"original-runs", true, [](const C& c) { return Values{text_of(c.claim.original_runs)}; },
     [](C& c, const Line& line) { c.claim.original_runs = flag_of(line); }},
    {"shared", false, [](const C& c) { return c.claim.shared ? Values{text_of(true)} : Values{}; },
     [](C& c, const Line& line) { c.claim.shared = flag_of(line); }},
    {"script", false, [](const C& c) { return c.code.script.empty() ? Values{} : Values{c.code.script}; },
     [](C& c, const Line& line) { c.code.script = line.value; }},
    {"script-state", false, [](const C& c) { return c.code.script.empty() ? Values{} : Values{text_of(c.code.state)}; },
     [](C& c, const Line& line) { c.code.state = state_from(line); }},
    {"commit", false, [](const C& c) { return c.code.commit ? Values{*c.code.commit} : Values{}; },
     [](C& c, const Line& line) { c.code.commit = line.value; }},
};

const Field* field_of(std::string_view name) {
  const auto* field =
      std::find_if(std::begin(fields), std::end(fields), [&](const Field& f) { return f.name == name; });
  return field == std::end(fields) ? nullptr : field;
}

/// Takes the first line off.
std::string_view next_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

void check_first(std::string_view line, const std::string& name) {
  const auto tab = line.find('\t');
  if (tab == std::string_view::npos || line.substr(0, tab) != first_name)
    damaged(name + ":1", "this is not the context of a keeper");
  if (line.substr(tab + 1) != context_version)
    throw usage_error(
        fmt::format("{}:1: the context is of version {}, not {}", name, line.substr(tab + 1), context_version),
        "use the version of liftoff that wrote it");
}

void check_complete(const std::set<std::string_view>& seen, const std::string& name) {
  for (const auto& field : fields)
    if (field.required && !seen.contains(field.name))
      damaged(name, fmt::format("the line '{}' is missing", field.name));
}

}  // namespace

std::string to_text(const KeeperContext& context) {
  std::string text;
  put(text, first_name, context_version);
  for (const auto& field : fields)
    for (const auto& value : field.values(context)) put(text, field.name, value);
  return text + "end\n";
}

KeeperContext context_from_text(std::string_view text, const std::string& name) {
  KeeperContext context;
  std::set<std::string_view> seen;
  check_first(next_line(text), name);
  for (int number = 2; !text.empty(); ++number) {
    const auto line = next_line(text);
    if (line == "end") {
      check_complete(seen, name);
      return context;
    }
    const auto tab = line.find('\t');
    const auto place = fmt::format("{}:{}", name, number);
    if (tab == std::string_view::npos) damaged(place, "a line must be a name, a tab and a value");
    const auto* field = field_of(line.substr(0, tab));
    if (!field) continue;
    seen.insert(field->name);
    field->read(context, {field->name, unescaped(line.substr(tab + 1), place), place});
  }
  damaged(name, "the text is cut short: its last line must be 'end'");
}

void write_context(const KeeperContext& context, int folder, const char* name) {
  posix::publish_file(folder, name, to_text(context), posix::Readers::OwnerAlone);
}

KeeperContext read_context(const std::string& path) { return context_from_text(posix::read_user_file(path), path); }

}  // namespace liftoff::keeper
