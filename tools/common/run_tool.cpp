#include "common/run_tool.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "common/swallowed.hpp"
#include "options/settings.hpp"
#include "options/table.hpp"
#include "posix/signals.hpp"
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
  if (!hint.empty()) tool.hint(hint);
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

/// The settings under the command line, and the colours that both ask for.
void settle(cli::CommandLine& line, Tool& tool) {
  const auto flag = line.options.color;
  if (std::any_of(line.given.begin(), line.given.end(), [](const options::Option* o) { return o->alone; })) return;
  Warnings warnings;
  options::apply_settings(line.options, options::load_settings(warnings), line.form, line.given);
  tool = Tool(tool.name(), line.form, report::chosen_color_mode(flag, line.options.color));
  for (const auto& text : warnings) tool.warn(text);
}

void read(const cli::Description& program, const std::vector<std::string>& arguments, cli::CommandLine& line,
          Tool& tool) {
  const auto colour = [&] {
    tool = Tool(program.name, line.form, report::chosen_color_mode(line.options.color, std::nullopt));
  };
  try {
    cli::read_command_line(program, arguments, line);
  } catch (const Error&) {
    colour();
    throw;
  }
  colour();
  if (line.answer) return;
  settle(line, tool);
  options::fill_in(line.options, line.form);
  check_swallowed(line, tool);
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

report::Style Tool::out_style() const { return report::Style(report::use_color(color_, 1)); }
report::Style Tool::err_style() const { return report::Style(report::use_color(color_, 2)); }

void Tool::warn(const std::string& text) const {
  const auto style = err_style();
  put_error(fmt::format("{}: {} {}", style.bold(name_), style(report::Tone::Yellow, "warning:"),
                        report::printable(text, true)));
}

void Tool::say(const std::string& text) const {
  put_error(fmt::format("{}: {}", err_style().bold(name_), report::printable(text, true)));
}

void Tool::hint(const std::string& text) const {
  put_error(fmt::format("{} {}", err_style()(report::Tone::Cyan, "hint:"), report::printable(text, true)));
}

int run_tool(const cli::Description& program, int argc, char** argv, const Work& work) {
  posix::settle_signals();
  posix::reserve_standard_descriptors();
  cli::CommandLine line;
  auto tool = Tool(program.name, program.form, report::ColorMode::Auto);
  return guarded(tool, [&] {
    read(program, {argv + 1, argv + argc}, line, tool);
    if (!line.answer) return flush_output(tool, work(tool, line.options));
    fmt::print("{}", *line.answer);
    return flush_output(tool, 0);
  });
}

}  // namespace liftoff::tools
