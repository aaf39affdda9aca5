#include "common/run_tool.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <system_error>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/version.hpp>

#include "common/help.hpp"
#include "posix/standard_output.hpp"
#include "posix/terminal.hpp"

namespace liftoff::tools {

namespace {

constexpr int broken_pipe_status = 128 + 13;

int status_of(ExitCode code) { return static_cast<int>(code); }

/// Standard error may be closed or full: there is nobody left to tell, so the outcome is ignored.
void put_error(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

void complain(const Tool& tool, const std::string& message, const std::string& hint) {
  const auto style = tool.err_style();
  put_error(fmt::format("{}: {}", style.bold(tool.name()), report::printable(message, true)));
  if (!hint.empty()) put_error(fmt::format("{} {}", style(report::Tone::Cyan, "hint:"), report::printable(hint, true)));
}

int report_output_failure(const Tool& tool, posix::SystemError error) {
  if (error.is_broken_pipe()) return broken_pipe_status;
  complain(tool, fmt::format("cannot write the output: {}", error.text()), {});
  return status_of(ExitCode::System);
}

int flush_output(const Tool& tool, int status) {
  const auto flushed = posix::flush_output();
  return flushed ? status : report_output_failure(tool, flushed.error());
}

/// Nothing where the options were read and the work begins.
std::optional<int> read_options(Tool& tool, int argc, char** argv) {
  try {
    tool.app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", tool.app.help());
    return flush_output(tool, 0);
  } catch (const CLI::CallForVersion&) {
    fmt::print("{} {}\n", tool.name(), version());
    return flush_output(tool, 0);
  } catch (const CLI::ParseError& error) {
    complain(tool, error.what(), fmt::format("'{} --help' shows the options", tool.name()));
    return status_of(ExitCode::Usage);
  }
}

int guarded(const Tool& tool, const std::function<int()>& work) {
  try {
    return work();
  } catch (const Error& error) {
    complain(tool, error.what(), error.hint());
    return status_of(error.code());
  } catch (const std::system_error& error) {
    return report_output_failure(tool, posix::SystemError{error.code().value()});
  } catch (const std::bad_alloc&) {
    complain(tool, "out of memory", {});
  } catch (const std::exception& error) {
    complain(tool, fmt::format("unexpected failure: {}", error.what()), "please report this");
  }
  return status_of(ExitCode::System);
}

}  // namespace

Tool::Tool(const ToolDescription& description) : app(description.purpose, description.name), name_(description.name) {
  app.formatter(help_formatter());
  declare_common(app, description.examples);
  app.set_version_flag("-V,--version", version(), "Show the version and exit");
}

CLI::App* Tool::add_form(const std::string& form, const std::string& purpose, const std::string& examples) {
  auto* added = app.add_subcommand(form, purpose);
  added->group("Forms");
  declare_common(*added, examples);
  return added;
}

void Tool::declare_common(CLI::App& to, const std::string& examples) {
  to.set_help_flag("-h,--help", "Show this text and exit");
  to.footer("Examples:\n" + examples);
  to.add_option_function<std::string>(
        "--color",
        [this](const std::string& text) { color_mode = report::parse_color_mode(text).value_or(color_mode); },
        "Colour the output: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("WHEN");
}

report::Style Tool::out_style() const { return report::Style(report::use_color(color_mode, 1)); }
report::Style Tool::err_style() const { return report::Style(report::use_color(color_mode, 2)); }

void Tool::warn(const std::string& text) const {
  const auto style = err_style();
  put_error(fmt::format("{}: {} {}", style.bold(name_), style(report::Tone::Yellow, "warning:"),
                        report::printable(text, true)));
}

void Tool::say(const std::string& text) const {
  put_error(fmt::format("{}: {}", err_style().bold(name_), report::printable(text, true)));
}

int run_tool(const ToolDescription& description, int argc, char** argv, const std::function<void(Tool&)>& declare,
             const std::function<int(Tool&)>& work) {
  posix::reserve_standard_descriptors();
  Tool tool(description);
  return guarded(tool, [&] {
    declare(tool);
    if (const auto status = read_options(tool, argc, argv)) return *status;
    return flush_output(tool, work(tool));
  });
}

}  // namespace liftoff::tools
