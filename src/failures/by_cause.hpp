#pragma once
#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "failures/cause.hpp"

namespace liftoff::failures {

/// Failures, those of one cause together. A Group has a `cause` and a `count`.
template <class Group> class ByCause {
 public:
  /// Counts one of this cause, and returns its group; its place stays.
  Group& count(const FailureCause& cause) {
    const auto [it, added] = places_.try_emplace(cause.kind + '\n' + cause.message, groups_.size());
    if (added) groups_.emplace_back().cause = cause;
    auto& group = groups_[it->second];
    ++group.count;
    return group;
  }

  bool empty() const { return groups_.empty(); }
  std::size_t size() const { return groups_.size(); }

  /// Most frequent first, then by what was met first.
  std::vector<const Group*> sorted() const {
    std::vector<const Group*> groups;
    for (const auto& group : groups_) groups.push_back(&group);
    std::stable_sort(groups.begin(), groups.end(), [](const Group* a, const Group* b) { return a->count > b->count; });
    return groups;
  }

 private:
  std::deque<Group> groups_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace liftoff::failures
