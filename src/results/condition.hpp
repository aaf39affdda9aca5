#pragma once
// `optim.lr<=0.1`: one condition on a run's configuration, by bare names, with typed values.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "results/pattern.hpp"

namespace liftoff::results {

enum class Comparison { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Matches };

/// What a condition says of one configuration. A key that is missing satisfies nothing, not even `!=`.
enum class Verdict { Holds, Fails, Missing };

class Condition {
 public:
  /// `KEY OP VALUE` with OP one of = == != < <= > >= ~. The value is read as YAML reads a plain scalar, a
  /// quoted one, a flow list or mapping. Errors: Usage.
  LIFTOFF_TOOLS_API static Condition parse(std::string_view text);

  /// Components of KEY, cut at its dots.
  const std::vector<std::string>& path() const { return path_; }
  const std::string& text() const { return text_; }
  Comparison comparison() const { return comparison_; }

  /// Numbers compare as numbers, strings by their bytes; what has no order fails. `~` searches the value as Python's
  /// str() prints it (results/pattern.hpp).
  bool compares(const Value& found) const;

  /// Judges a configuration (a mapping). `parameter.lr` is the key `lr`, as tables call it beside a metric `lr`, where
  /// there is no other of that name.
  Verdict judge(const Map& configuration) const;

 private:
  bool equals(const Value& value) const;

  std::string text_;
  std::vector<std::string> path_;
  Comparison comparison_ = Comparison::Equal;
  Value wanted_;
  std::optional<Value> printed_;  ///< what tables print as VALUE is written, besides the text: null for `None`, `inf`
  std::shared_ptr<const Pattern> pattern_;
};

/// Keys of nested mappings joined with dots, in order: what conditions can name.
std::vector<std::string> key_paths(const Map& configuration);

}  // namespace liftoff::results
