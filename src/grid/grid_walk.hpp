#pragma once
// The product of all domains, walked lazily: the last variable varies fastest, as in Python's
// itertools.product. Memory does not grow with the number of points.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "grid/constraints.hpp"
#include "grid/variables.hpp"

namespace liftoff::grid {

/// A set of positions in a domain.
class PositionSet {
 public:
  explicit PositionSet(std::size_t size = 0);
  void remove(std::size_t position) noexcept;
  bool empty() const noexcept;
  void intersect(const PositionSet& other) noexcept;
  /// The first position from `from` on, or `none`.
  std::size_t next(std::size_t from) const noexcept;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

 private:
  std::vector<std::uint64_t> words_;
};

/// Walks the points that no filter excludes. A value that leaves a later variable without any is
/// passed over at once, not once for each combination of what lies between.
class GridWalk {
 public:
  GridWalk(const std::vector<Variable>& variables, const std::vector<ExcludedPair>& excluded);

  /// Goes on to the next point (at first to the first). False when there are no more.
  bool next();
  /// Position in its domain of each variable's value. Valid after next() returned true.
  const std::vector<std::size_t>& point() const noexcept { return point_; }

 private:
  /// What a value of an earlier variable leaves of a later one.
  struct Restriction {
    std::size_t later = 0;
    std::vector<PositionSet> left_over;  ///< by position in the earlier variable's domain
  };

  Restriction& restriction(std::size_t earlier, std::size_t later);
  bool place(std::size_t level, std::size_t position);

  std::vector<std::size_t> sizes_;
  std::vector<std::vector<Restriction>> restrictions_;  ///< by earlier variable
  /// levels_[k][v]: what is left of variable v once the first k variables have their values.
  std::vector<std::vector<PositionSet>> levels_;
  std::vector<std::size_t> point_;
  bool begun_ = false;
};

}  // namespace liftoff::grid
