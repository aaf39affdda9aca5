#include "metrics/row_choice.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "text/characters.hpp"

namespace liftoff::metrics {

namespace {

constexpr std::string_view best_prefix = "best:";

enum class Sense { Less, More };
struct Word {
  std::string_view text;
  Sense better;
  bool alone = true;  ///< no letter stands beside it: "err" is not in "interrupts"
};
/// What the field's names mean whose sense is plain.
constexpr std::array<Word, 43> words{{
    {"loss", Sense::Less, false},
    {"error", Sense::Less, false},
    {"perplexity", Sense::Less, false},
    {"mse", Sense::Less, false},
    {"regret", Sense::Less, false},
    {"cost", Sense::Less, false},
    {"err", Sense::Less},
    {"ppl", Sense::Less},
    {"mae", Sense::Less},
    {"mape", Sense::Less},
    {"nll", Sense::Less},
    {"wer", Sense::Less},
    {"cer", Sense::Less},
    {"fid", Sense::Less},
    {"bpc", Sense::Less},
    {"bpd", Sense::Less},
    {"ece", Sense::Less},
    {"brier", Sense::Less},
    {"lpips", Sense::Less},
    {"accuracy", Sense::More, false},
    {"precision", Sense::More, false},
    {"recall", Sense::More, false},
    {"reward", Sense::More, false},
    {"return", Sense::More, false},
    {"bleu", Sense::More, false},
    {"rouge", Sense::More, false},
    {"psnr", Sense::More, false},
    {"ssim", Sense::More, false},
    {"auroc", Sense::More, false},
    {"ndcg", Sense::More, false},
    {"success", Sense::More, false},
    {"acc", Sense::More},
    {"auc", Sense::More},
    {"ap", Sense::More},
    {"map", Sense::More},
    {"f1", Sense::More},
    {"iou", Sense::More},
    {"miou", Sense::More},
    {"dice", Sense::More},
    {"mcc", Sense::More},
    {"mrr", Sense::More},
    {"r2", Sense::More},
    {"win_rate", Sense::More, false},
}};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool has(std::string_view name, const Word& word) {
  const auto at = name.find(word.text);
  if (at == std::string_view::npos) return false;
  const auto end = at + word.text.size();
  return !word.alone ||
         (!(end < name.size() && text::is_letter(name[end])) && !(at > 0 && text::is_letter(name[at - 1])));
}

RowChoice best_of(std::string_view name, std::string_view text) {
  const bool least = name.ends_with(":min"), greatest = name.ends_with(":max");
  if (least || greatest) name.remove_suffix(4);
  if (name.empty()) throw usage_error(fmt::format("--at '{}': the metric has no name", text));
  const auto less = least || greatest ? std::optional(least) : less_is_better(name);
  if (!less)
    throw usage_error(fmt::format("--at '{}': it is not known whether less or more of '{}' is better", text, name),
                      fmt::format("say so: best:{0}:min or best:{0}:max", name));
  return {std::string(name), *less};
}

}  // namespace

RowChoice parse_row_choice(std::string_view text) {
  if (text == "last") return {};
  if (!text.starts_with(best_prefix) || text.size() == best_prefix.size())
    throw usage_error(fmt::format("--at '{}': expected 'last' or 'best:METRIC'", text),
                      "add ':min' or ':max' behind METRIC to say what is best");
  return best_of(text.substr(best_prefix.size()), text);
}

std::optional<bool> less_is_better(std::string_view metric) {
  const auto name = lower_case(metric.substr(metric.rfind('.') + 1));
  const auto means = [&](Sense sense) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Word& word) { return word.better == sense && has(name, word); });
  };
  const bool less = means(Sense::Less), more = means(Sense::More);
  return less == more ? std::nullopt : std::optional(less);
}

}  // namespace liftoff::metrics
