#pragma once
// What the five programs share: the frame around reading options, doing one thing and mapping
// errors to exit statuses.
#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "report/color.hpp"

namespace liftoff::tools {

struct ToolDescription {
  std::string name;      ///< "liftoff-prepare"
  std::string purpose;   ///< one sentence for --help
  std::string examples;  ///< lines shown at the end of --help
};

/// A program while it reads its options and after.
class Tool {
 public:
  explicit Tool(const ToolDescription& description);

  /// A form of the program, `liftoff-results table`, with -h and --color. `examples` as in ToolDescription.
  CLI::App* add_form(const std::string& form, const std::string& purpose, const std::string& examples);

  CLI::App app;                                            ///< has -h, -V and --color already
  report::ColorMode color_mode = report::ColorMode::Auto;  ///< valid in `work`
  const std::string& name() const noexcept { return name_; }
  report::Style out_style() const;  ///< for standard output
  report::Style err_style() const;  ///< for standard error

  /// "name: warning: text" on standard error.
  void warn(const std::string& text) const;
  /// "name: text" on standard error.
  void say(const std::string& text) const;

 private:
  void declare_common(CLI::App& app, const std::string& examples);

  std::string name_;
};

/// Calls `declare` to add options, reads the command line, calls `work` and returns its status.
/// Errors become "name: message" with a "hint:" line on standard error and the status that they
/// carry; what can't be written to standard output is a System error, a closed pipe ends quietly.
int run_tool(const ToolDescription& description, int argc, char** argv, const std::function<void(Tool&)>& declare,
             const std::function<int(Tool&)>& work);

}  // namespace liftoff::tools
