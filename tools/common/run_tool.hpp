#pragma once
// What the five programs share: the frame around reading options and settings, doing one thing and mapping errors to
// exit statuses.
#include <functional>
#include <string>

#include "cli/command_line.hpp"
#include "report/color.hpp"

namespace liftoff::tools {

/// A program at its work.
class Tool {
 public:
  Tool(std::string name, options::Forms form, report::ColorMode color)
      : name_(std::move(name)), form_(form), color_(color) {}

  const std::string& name() const noexcept { return name_; }
  options::Forms form() const noexcept { return form_; }  ///< which of the program's forms was called
  report::Style out_style() const;                        ///< for standard output
  report::Style err_style() const;                        ///< for standard error

  /// "name: warning: text" on standard error.
  void warn(const std::string& text) const;
  /// "name: text" on standard error.
  void say(const std::string& text) const;
  /// "hint: text" on standard error.
  void hint(const std::string& text) const;

 private:
  std::string name_;
  options::Forms form_;
  report::ColorMode color_;
};

using Work = std::function<int(const Tool&, const options::Options&)>;

/// Reads the command line, fills what it leaves open from the settings, calls `work` and returns its status.
/// Errors become "name: message" with a "hint:" line on standard error and the status that they
/// carry; what can't be written to standard output is a System error, a closed pipe ends quietly.
int run_tool(const cli::Description& program, int argc, char** argv, const Work& work);

}  // namespace liftoff::tools
