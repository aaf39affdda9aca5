#include "launch/plan_match.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

#include <fmt/core.h>

#include <liftoff/error.hpp>

namespace liftoff::launch {

namespace {

std::string key_of(const configs::Digest& digest) { return fmt::format("{:x}.{:x}", digest.first, digest.second); }

/// What an edited configuration is known by.
std::string lasting_key(const KnownConfiguration& configuration, MatchBy by) {
  if (by == MatchBy::Label) return configuration.label;
  const auto& parameters = configuration.identity.parameters;
  return parameters ? "p" + key_of(*parameters) : "f" + configuration.file;
}

}  // namespace

PlanMatcher::PlanMatcher(const std::vector<KnownConfiguration>& planned)
    : planned_(planned), by_number_(planned.size()), taken_(planned.size(), 0) {
  std::iota(by_number_.begin(), by_number_.end(), std::size_t{0});
  std::stable_sort(by_number_.begin(), by_number_.end(),
                   [&](std::size_t a, std::size_t b) { return planned[a].number > planned[b].number; });
  for (const auto i : by_number_) by_content_[key_of(planned[i].identity.content)].push_back(i);
}

std::optional<std::size_t> PlanMatcher::take(Index& index, const std::string& key) {
  const auto found = index.find(key);
  if (found == index.end()) return std::nullopt;
  auto& left = found->second;
  while (!left.empty() && taken_[left.back()]) left.pop_back();
  if (left.empty()) return std::nullopt;
  taken_[left.back()] = 1;
  return left.back();
}

bool PlanMatcher::is_unchanged(const KnownConfiguration& read) {
  const auto planned = take(by_content_, key_of(read.identity.content));
  read_.push_back(read);
  matches_.push_back({planned, false, planned ? planned_[*planned].number : read.number});
  return planned.has_value();
}

std::vector<PlanMatch> PlanMatcher::finish(MatchBy by) {
  Index lasting;
  for (const auto i : by_number_) lasting[lasting_key(planned_[i], by)].push_back(i);
  for (std::size_t i = 0; i < read_.size(); ++i) {
    if (matches_[i].planned) continue;
    const auto planned = take(lasting, lasting_key(read_[i], by));
    if (planned) matches_[i] = {planned, true, planned_[*planned].number};
  }
  give_numbers(matches_);
  return std::move(matches_);
}

void PlanMatcher::give_numbers(std::vector<PlanMatch>& matches) const {
  std::set<std::int64_t> used;
  for (const auto& planned : planned_) used.insert(planned.number);
  std::vector<PlanMatch*> without;
  for (auto& match : matches)
    if (!match.planned && !used.insert(match.number).second) without.push_back(&match);
  for (auto* match : without) {
    if (*used.rbegin() == std::numeric_limits<std::int64_t>::max())
      throw usage_error("a configuration has the greatest possible number: further ones can't be added");
    match->number = *used.rbegin() + 1;
    used.insert(match->number);
  }
}

}  // namespace liftoff::launch
