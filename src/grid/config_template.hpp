#pragma once
// The text of a generated configuration. All that depends on one value alone is formatted once, so
// that a file costs a few copies.
#include <string>
#include <vector>

#include "grid/variables.hpp"

namespace liftoff::grid {

/// How titles show a value: as Python's str() prints it; a mapping that has a `__name` by that.
std::string shown_in_titles(const Value& value);

class ConfigTemplate {
 public:
  explicit ConfigTemplate(const std::vector<Variable>& variables);

  /// "name=value; name=value". `out` is overwritten.
  void title(std::string& out, const std::vector<std::size_t>& point) const;
  /// The YAML of the point with this title. `out` is overwritten.
  void yaml(std::string& out, const std::vector<std::size_t>& point, const std::string& title) const;

 private:
  static constexpr std::size_t text_only = static_cast<std::size_t>(-1);

  struct Fragment {
    std::string title;      ///< "name=value"
    std::string parameter;  ///< its line or lines under _experiment_parameters
    std::string entry;      ///< its line or lines in the tree, without the indent of the first
  };
  /// Fixed text (keys on the way to a variable, indents), then a variable's entry.
  struct Piece {
    std::string text;
    std::size_t variable = text_only;
  };

  void add_pieces(const std::vector<Variable>& variables, const std::vector<std::size_t>& below, std::size_t depth);

  std::vector<std::vector<Fragment>> fragments_;  ///< by variable, by value
  std::vector<Piece> pieces_;
};

}  // namespace liftoff::grid
