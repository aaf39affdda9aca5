#include "metrics/row_choice.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include <liftoff/error.hpp>

namespace liftoff::metrics {

namespace {

constexpr std::string_view best_prefix = "best:";
constexpr std::array<std::string_view, 12> words{"loss", "error", "err",    "perplexity", "ppl", "mse",
                                                 "mae",  "nll",   "regret", "cost",       "wer", "fid"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

/// Short words must stand alone ("err" is not in "interrupts"); "rmse" is an mse all the same.
bool has_word(std::string_view name, std::string_view word) {
  const auto at = name.find(word);
  if (at == std::string_view::npos) return false;
  if (word.size() > 3 || word == "mse") return true;
  const auto end = at + word.size();
  return !(end < name.size() && is_letter(name[end])) && !(at > 0 && is_letter(name[at - 1]));
}

RowChoice best_of(std::string_view name) {
  const bool least = name.ends_with(":min"), greatest = name.ends_with(":max");
  if (least || greatest) name.remove_suffix(4);
  return {std::string(name), least || (!greatest && less_is_better(name))};
}

}  // namespace

RowChoice parse_row_choice(std::string_view text) {
  if (text == "last") return {};
  if (!text.starts_with(best_prefix) || text.size() == best_prefix.size())
    throw usage_error(fmt::format("--at '{}': expected 'last' or 'best:METRIC'", text),
                      "add ':min' or ':max' behind METRIC to say what is best");
  auto choice = best_of(text.substr(best_prefix.size()));
  if (choice.best->empty()) throw usage_error(fmt::format("--at '{}': the metric has no name", text));
  return choice;
}

bool less_is_better(std::string_view metric) {
  const auto name = lower_case(metric.substr(metric.rfind('.') + 1));
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(name, word); });
}

}  // namespace liftoff::metrics
