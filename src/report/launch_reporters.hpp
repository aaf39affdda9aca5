#pragma once
#include <cstdio>
#include <memory>
#include <string>

#include <liftoff/export.hpp>

#include "launch/launch.hpp"
#include "report/color.hpp"

namespace liftoff::report {

struct LaunchReporting {
  std::string program = "liftoff";
  bool quiet = false;            ///< only failures of the launch itself
  bool verbose = false;          ///< a line for every run
  bool json = false;             ///< one object per event on standard output
  bool terminal_is_ours = true;  ///< runs do not write to this terminal
  Style style;                   ///< of standard error
};

/// A live line where standard error is a terminal, else plain lines; JSON where asked for. All of it goes to standard
/// error but JSON.
LIFTOFF_TOOLS_API std::unique_ptr<launch::LaunchReporter> make_launch_reporter(const LaunchReporting& how,
                                                                               const launch::DescribeRun& describe,
                                                                               bool foreground);

}  // namespace liftoff::report
