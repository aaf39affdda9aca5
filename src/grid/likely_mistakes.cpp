#include "grid/likely_mistakes.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/core.h>

#include "grid/config_template.hpp"
#include "grid/grid_walk.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"
#include "value/canonical_text.hpp"
#include "value/leaves.hpp"
#include "value/yaml_out.hpp"

namespace liftoff::grid {

namespace {

constexpr std::size_t most_named = 3;
constexpr std::size_t longest_value = 60;  // bytes: a mapping of many keys would hide what is said of it

std::string place(const SourceMark& mark) {
  return fmt::format("{}:{}", mark.file ? *mark.file : "config.yaml", mark.line);
}

std::string cut(std::string_view text) { return text::shortened(text, longest_value); }

/// Of each value the position of the first that is the same by `key`.
template <class Key> std::vector<std::size_t> firsts_by(const List& values, Key key) {
  std::unordered_map<std::string, std::size_t> seen;
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i < values.size(); ++i) firsts.push_back(seen.emplace(key(values[i]), i).first->second);
  return firsts;
}

/// "0.1 twice, adam in 3 places".
std::string repeated(const List& values, const std::vector<std::size_t>& firsts) {
  std::vector<std::size_t> count(values.size());
  for (const auto first : firsts) ++count[first];
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (count[i] > 1)
      parts.push_back(cut(shown_in_titles(values[i])) +
                      (count[i] == 2 ? " twice" : fmt::format(" in {} places", count[i])));
  return text::some_of(parts, most_named);
}

/// Looks at one variable after the other.
class Warner {
 public:
  explicit Warner(const Map& defaults) : defaults_(defaults) {}

  void look_at(const Variable& variable) {
    const auto& firsts = firsts_.emplace_back(firsts_by(variable.values, value::canonical_text));
    warn_of_repeated(variable, firsts);
    warn_of_alike(variable, firsts);
    if (!defaults_.empty()) compare_with_defaults(variable);
  }

  /// How many combinations are another one once more.
  void count_equal(const std::vector<Variable>& variables, const std::vector<ExcludedPair>& excluded) {
    if (!repeats_) return;
    std::int64_t all = 0, equal = 0;
    for (GridWalk walk(variables, excluded); walk.next(); ++all)
      if (!is_first(walk.point())) ++equal;
    warn(*repeats_, fmt::format("configurations that equal another: {} of {} (for repetitions there is "
                                "'liftoff --runs-no N')",
                                equal, all));
  }

  std::vector<std::string> take() { return std::move(warnings_); }

 private:
  void warn(const SourceMark& mark, const std::string& what) {
    warnings_.push_back(fmt::format("{}: {}", place(mark), what));
  }

  bool is_first(const std::vector<std::size_t>& point) const {
    for (std::size_t v = 0; v < point.size(); ++v)
      if (firsts_[v][point[v]] != point[v]) return false;
    return true;
  }

  void warn_of_repeated(const Variable& variable, const std::vector<std::size_t>& firsts) {
    for (std::size_t i = 0; i < firsts.size(); ++i) {
      if (firsts[i] == i) continue;
      const auto& mark = variable.values[i].mark;
      if (!repeats_) repeats_ = mark;
      return warn(mark, fmt::format("'{}' lists {}", dotted(variable.path), repeated(variable.values, firsts)));
    }
  }

  /// Configurations of one title can't be told apart in any table.
  void warn_of_alike(const Variable& variable, const std::vector<std::size_t>& firsts) {
    const auto& values = variable.values;
    const auto alike = firsts_by(values, shown_in_titles);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (firsts[alike[i]] == firsts[i]) continue;
      return warn(values[i].mark, fmt::format("'{}' lists {} and {}, which titles show alike: '{}'",
                                              dotted(variable.path), cut(value::yaml_flow(values[alike[i]])),
                                              cut(value::yaml_flow(values[i])), cut(shown_in_titles(values[i]))));
    }
  }

  void compare_with_defaults(const Variable& variable) {
    const auto* map = &defaults_;
    const MapEntry* entry = nullptr;
    for (const auto& step : variable.path) {
      entry = map ? map->find(step.key) : nullptr;
      if (!entry) return warn_of_missing(variable);
      const bool is_last = &step == &variable.path.back();
      if (!is_last && (step.opaque || entry->opaque)) return;  // the grid's mapping stands in place of the default's
      map = entry->value.get_if<Map>();
    }
    const auto firsts = firsts_.back();
    const bool one = std::all_of(firsts.begin(), firsts.end(), [](std::size_t first) { return first == 0; });
    if (one && value::canonical_text(entry->value) == value::canonical_text(variable.values.front()))
      warn(variable.mark,
           fmt::format("'{}' has but the value that the default has already ({}, {}): it varies nothing",
                       dotted(variable.path), cut(shown_in_titles(entry->value)), place(entry->key.mark)));
  }

  void warn_of_missing(const Variable& variable) {
    const auto path = dotted(variable.path);
    const auto& file = defaults_.begin()->key.mark.file;
    const auto near = value::nearest_path(Value(defaults_), path);
    warn(variable.mark, fmt::format("{} has no '{}': {}", file ? *file : "the default", path,
                                    near ? fmt::format("did you mean '{}'?", *near)
                                         : std::string("if it isn't misspelt, give it a value there, too")));
  }

  const Map& defaults_;
  std::vector<std::vector<std::size_t>> firsts_;  ///< by variable, by value
  std::optional<SourceMark> repeats_;             ///< where a value is listed again, the first such place
  std::vector<std::string> warnings_;
};

}  // namespace

std::vector<std::string> likely_mistakes(const std::vector<Variable>& variables,
                                         const std::vector<ExcludedPair>& excluded, const Map& defaults) {
  Warner warner(defaults);
  for (const auto& variable : variables) warner.look_at(variable);
  warner.count_equal(variables, excluded);
  return warner.take();
}

}  // namespace liftoff::grid
