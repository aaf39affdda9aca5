#pragma once
// A run's cfg.yaml, read quickly: experiments have tens of thousands.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::results {

/// A configuration in its two readings. They differ where a plain scalar is a float here and text to PyYAML
/// (`1e-3`), as files that PyYAML wrote may have it; what liftoff writes reads the same in both.
struct RunConfig {
  Map value;
  std::optional<Map> as_pyyaml;  ///< absent where it is the same
};

/// What `judge` makes of the configuration, by both readings: of the second one where the first does not settle it.
template <class Judge, class Settles>
auto judge_readings(const RunConfig& config, const Judge& judge, const Settles& settles) {
  auto verdict = judge(config.value);
  return config.as_pyyaml && !settles(verdict) ? judge(*config.as_pyyaml) : verdict;
}

/// Errors: Usage, as parse_yaml(), and where the document is no mapping.
RunConfig parse_run_config(std::string_view text, const std::string& name);

}  // namespace liftoff::results
