#pragma once
// What of a launch's options the plan records, and how a resumed launch merges it with what it is given.
#include <string>

#include "options/options.hpp"

namespace liftoff::options {

/// `given` over `recorded`, member by member.
LaunchOptions overlay(LaunchOptions recorded, const LaunchOptions& given);

/// A JSON object with the members that are present, under the keys of the table.
std::string to_json(const LaunchOptions& options, const ConfigSelection& selection);

struct RecordedOptions {
  LaunchOptions options;
  ConfigSelection selection;
};
/// Errors: Usage for what is no such object, or out of an option's range. Unknown members are passed over.
RecordedOptions options_from_json(const std::string& json);

}  // namespace liftoff::options
