#include "text/fields.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace liftoff::text {

template <class Number> bool read_number(std::string_view text, Number& number) noexcept {
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if constexpr (std::is_floating_point_v<Number>)
    if (!std::isfinite(number)) return false;
  return error == std::errc{} && at == end;
}

std::string_view Fields::word(char end) noexcept {
  const auto at = rest_.find(end);
  const auto field = rest_.substr(0, at);
  rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + 1);
  return field;
}

template <class Number> Number Fields::number(char end) noexcept {
  Number value{};
  good_ = read_number(word(end), value) && good_;
  return value;
}

std::string_view Fields::take(std::size_t size) noexcept {
  if (size > rest_.size()) return good_ = false, std::string_view{};
  const auto text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

template bool read_number(std::string_view, int&) noexcept;
template bool read_number(std::string_view, std::int64_t&) noexcept;
template bool read_number(std::string_view, std::uint64_t&) noexcept;
template bool read_number(std::string_view, double&) noexcept;
template int Fields::number(char) noexcept;
template std::int64_t Fields::number(char) noexcept;
template std::uint64_t Fields::number(char) noexcept;
template double Fields::number(char) noexcept;

}  // namespace liftoff::text
