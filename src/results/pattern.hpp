#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace liftoff::results {

/// A regular expression in RE2's syntax, searched for in time linear in the text: alternatives, classes, repetitions to
/// 1000, anchors, `\b`, `(?i)`; neither look-around nor back-references, which take exponential time.
class Pattern {
 public:
  /// Errors: Usage, for what is no such expression or takes more than a few MiB.
  explicit Pattern(const std::string& text);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// Whether any part of the text fits. Bytes that are no UTF-8 fit nothing but what fits any character.
  bool occurs_in(std::string_view text) const;

 private:
  std::unique_ptr<const re2::RE2> expression_;
};

}  // namespace liftoff::results
