#include "grid/grid_walk.hpp"

#include <algorithm>
#include <bit>

namespace liftoff::grid {

PositionSet::PositionSet(std::size_t size) : words_((size + 63) / 64, ~std::uint64_t{0}) {
  if (size % 64 != 0) words_.back() >>= 64 - size % 64;
}

void PositionSet::remove(std::size_t position) noexcept {
  words_[position / 64] &= ~(std::uint64_t{1} << (position % 64));
}

bool PositionSet::empty() const noexcept {
  return std::all_of(words_.begin(), words_.end(), [](auto word) { return word == 0; });
}

void PositionSet::intersect(const PositionSet& other) noexcept {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

std::size_t PositionSet::next(std::size_t from) const noexcept {
  for (std::size_t i = from / 64; i < words_.size(); ++i) {
    auto word = words_[i];
    if (i == from / 64) word &= ~std::uint64_t{0} << (from % 64);
    if (word != 0) return i * 64 + static_cast<std::size_t>(std::countr_zero(word));
  }
  return none;
}

GridWalk::GridWalk(const std::vector<Variable>& variables, const std::vector<ExcludedPair>& excluded)
    : restrictions_(variables.size()), point_(variables.size()) {
  std::vector<PositionSet> domains;
  for (const auto& variable : variables) {
    sizes_.push_back(variable.values.size());
    domains.emplace_back(variable.values.size());
  }
  for (const auto& pair : excluded) {
    if (pair.left == pair.right) {
      if (pair.left_value == pair.right_value) domains[pair.left].remove(pair.left_value);
    } else if (pair.left < pair.right) {
      restriction(pair.left, pair.right).left_over[pair.left_value].remove(pair.right_value);
    } else {
      restriction(pair.right, pair.left).left_over[pair.right_value].remove(pair.left_value);
    }
  }
  levels_.assign(variables.size() + 1, domains);
}

GridWalk::Restriction& GridWalk::restriction(std::size_t earlier, std::size_t later) {
  auto& all = restrictions_[earlier];
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.later == later; });
  if (found != all.end()) return *found;
  all.push_back({later, std::vector<PositionSet>(sizes_[earlier], PositionSet(sizes_[later]))});
  return all.back();
}

/// Gives variable `level` this value. False where that leaves a later variable none.
bool GridWalk::place(std::size_t level, std::size_t position) {
  point_[level] = position;
  const auto& before = levels_[level];
  auto& after = levels_[level + 1];
  for (std::size_t v = level + 1; v < after.size(); ++v) after[v] = before[v];
  for (const auto& restriction : restrictions_[level]) {
    after[restriction.later].intersect(restriction.left_over[position]);
    if (after[restriction.later].empty()) return false;
  }
  return true;
}

bool GridWalk::next() {
  const auto count = point_.size();
  if (count == 0) return false;
  std::size_t level = begun_ ? count - 1 : 0;
  std::size_t from = begun_ ? point_[level] + 1 : 0;
  begun_ = true;
  for (;;) {
    const auto position = levels_[level][level].next(from);
    if (position == PositionSet::none) {
      if (level == 0) {
        point_.clear();  // a further call ends at once
        return false;
      }
      --level;
      from = point_[level] + 1;
    } else if (!place(level, position)) {
      from = position + 1;
    } else if (level + 1 == count) {
      return true;
    } else {
      ++level;
      from = 0;
    }
  }
}

}  // namespace liftoff::grid
