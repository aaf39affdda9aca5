#include "configs/print_config.hpp"

#include <fmt/format.h>

#include "configs/overrides.hpp"
#include "text/json_text.hpp"

namespace liftoff::configs {

namespace {

/// `more`: further members, with a comma in front.
std::string envelope(const std::string& experiment, const std::string& configs, const std::string& more = {}) {
  return fmt::format(R"({{"schema_version":1,"experiment":{},"configs":[{}]{}}})", text::json_quoted(experiment),
                     configs, more);
}

}  // namespace

std::string print_selection(const ConfigSelection& selection, const std::vector<std::string>& words,
                            const std::string& results_dir, Warnings& warnings) {
  std::string configs, experiment;
  for_each_configuration(selection, warnings, [&](Configuration&& configuration) {
    override_values(configuration.value, words, false, warnings);
    if (!configs.empty()) configs += ',';
    configs += to_typed_json(configuration.value);
    experiment = configuration.experiment;
  });
  return envelope(experiment, configs, R"(,"results_dir":)" + to_typed_json(Value(results_dir)));
}

std::string print_file(const std::string& path, const std::vector<std::string>& words, Warnings& warnings) {
  auto value = read_yaml(path);
  override_values(value, words, true, warnings);
  const auto* experiment = value.find({"experiment"});
  const auto* name = experiment ? experiment->get_if<std::string>() : nullptr;
  return envelope(name ? *name : "", to_typed_json(value));
}

}  // namespace liftoff::configs
