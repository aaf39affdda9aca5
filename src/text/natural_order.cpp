#include "text/natural_order.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace liftoff::text {

namespace {

std::string_view leading_digits(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  return text.substr(0, n);
}

}  // namespace

int compare_digits(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

bool natural_less(std::string_view a, std::string_view b) {
  const auto all_a = a, all_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const auto x = leading_digits(a), y = leading_digits(b);
      if (const int order = compare_digits(x, y)) return order < 0;
      a.remove_prefix(x.size());
      b.remove_prefix(y.size());
    } else if (a.front() != b.front()) {
      return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front());
    } else {
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  if (a.empty() != b.empty()) return a.empty();
  return all_a < all_b;
}

}  // namespace liftoff::text
