#pragma once
// The fields of what liftoff writes down line by line (journal, caches), read back one after the other.
#include <cstddef>
#include <string_view>

namespace liftoff::text {

/// A text that is taken apart from its front. What can't be read makes the whole invalid: ask good() in the end.
class Fields {
 public:
  explicit Fields(std::string_view text) noexcept : rest_(text) {}

  bool good() const noexcept { return good_; }
  bool at_end() const noexcept { return rest_.empty(); }
  /// All that is left.
  std::string_view rest() const noexcept { return rest_; }

  /// The text before the next `end`, which is passed over, or all that is left where there is none.
  std::string_view word(char end = '\t') noexcept;
  /// A word that is a number and nothing else: int, std::int64_t, std::uint64_t or double.
  template <class Number> Number number(char end = '\t') noexcept;
  /// So many bytes, whatever they are.
  std::string_view take(std::size_t size) noexcept;
  void expect(char c) noexcept { good_ = take(1) == std::string_view(&c, 1) && good_; }
  void fail() noexcept { good_ = false; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

/// A text that is a number and nothing else. False where it is not, is out of range, or no finite one.
template <class Number> bool read_number(std::string_view text, Number& number) noexcept;

}  // namespace liftoff::text
