#include "text/gpu_names.hpp"

#include <algorithm>

#include "text/fields.hpp"

namespace liftoff::text {

namespace {

constexpr int most_gpus = 1000;  ///< of a range: no machine has as many

/// Digits alone, without a sign.
std::optional<int> id_of(std::string_view text) {
  int id = 0;
  const bool is_id = !text.empty() && text.find_first_not_of("0123456789") == text.npos && read_number(text, id);
  return is_id ? std::optional(id) : std::nullopt;
}

}  // namespace

std::vector<std::string> gpu_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(", ", at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::optional<std::vector<std::string>> gpus_of(std::string_view word) {
  if (word.starts_with("GPU-") || word.starts_with("MIG-")) return std::vector{std::string(word)};
  const auto dash = word.find('-');
  const auto first = id_of(word.substr(0, dash));
  const auto last = dash == word.npos ? first : id_of(word.substr(dash + 1));
  if (!first || !last || *last < *first || *last - *first >= most_gpus) return std::nullopt;
  std::vector<std::string> gpus;
  for (int id = *first; id <= *last; ++id) gpus.push_back(std::to_string(id));
  return gpus;
}

bool is_gpu_list(std::string_view text) {
  const auto words = gpu_words(text);
  return !words.empty() &&
         std::all_of(words.begin(), words.end(), [](const auto& w) { return w == all_gpus || gpus_of(w); });
}

}  // namespace liftoff::text
