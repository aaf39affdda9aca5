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
  for (const auto i : by_number_) by_content_[planned[i].identity.content].push_back(i);
}

bool PlanMatcher::is_unchanged(const KnownConfiguration& read) {
  const auto planned = configs::take_first(by_content_, read.identity.content, taken_);
  read_.push_back(read);
  matches_.push_back({planned, false, planned ? planned_[*planned].number : read.number});
  return planned.has_value();
}

std::vector<PlanMatch> PlanMatcher::finish(MatchBy by) {
  configs::PlacesByKey<std::string> lasting;
  for (const auto i : by_number_) lasting[lasting_key(planned_[i], by)].push_back(i);
  for (std::size_t i = 0; i < read_.size(); ++i) {
    if (matches_[i].planned) continue;
    const auto planned = configs::take_first(lasting, lasting_key(read_[i], by), taken_);
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
