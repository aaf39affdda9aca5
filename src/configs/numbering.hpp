#pragma once
// Which number a combination gets: the one that it has already, else the next.
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "configs/identity.hpp"
#include "configs/take_first.hpp"

namespace liftoff::configs {

/// A generated file that is there.
struct NumberedIdentity {
  std::int64_t number = 0;
  Identity identity;
};

/// Where nothing was generated before: those of the original, but for the `reserved`.
class FreshNumbers {
 public:
  explicit FreshNumbers(std::set<std::int64_t> reserved) : reserved_(std::move(reserved)) {}
  std::int64_t next() {
    do ++last_;
    while (reserved_.contains(last_));
    return last_;
  }
  std::int64_t last() const { return last_; }

 private:
  std::set<std::int64_t> reserved_;
  std::int64_t last_ = -1;
};

/// Matches combinations, which are counted in the order of the grid, with generated files: by equal content first, by
/// equal parameters where that leaves both alone. Those of one content are matched in the order of their numbers.
class Numbering {
 public:
  /// `existing`: in the order of their numbers.
  explicit Numbering(const std::vector<NumberedIdentity>& existing);

  /// The first look at a combination.
  void add(const Identity& identity);
  /// After the last: gives every combination without a number the next one, greater than `greatest` and than all that
  /// were kept, passing over the `reserved`. Errors: Usage where numbers run out.
  void finish(std::int64_t greatest, const std::set<std::int64_t>& reserved);

  /// By combination; whether it was kept.
  std::int64_t number(std::size_t combination) const { return numbers_[combination]; }
  bool kept(std::size_t combination) const { return kept_[combination]; }
  std::int64_t greatest() const { return greatest_; }  ///< ever given
  const std::vector<std::int64_t>& numbers() const { return numbers_; }

 private:
  std::optional<std::int64_t> take(PlacesByKey<Digest>& files, const Digest& digest);
  void match_parameters();

  PlacesByKey<Digest> by_content_, by_parameters_;
  std::vector<std::int64_t> existing_;
  std::vector<char> taken_;
  std::vector<std::int64_t> numbers_;
  std::vector<char> kept_;
  std::vector<std::optional<Digest>> parameters_;  ///< of combinations without a number yet
  std::int64_t greatest_ = -1;
};

}  // namespace liftoff::configs
