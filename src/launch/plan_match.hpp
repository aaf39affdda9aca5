#pragma once
// Which configuration of a plan it is that was read. Pure.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "configs/identity.hpp"
#include "configs/take_first.hpp"

namespace liftoff::launch {

/// A configuration, as planned or as read.
struct KnownConfiguration {
  std::string file;
  std::int64_t number = 0;  ///< cfg_id
  std::string label;        ///< of folders: the title as it stands in their names
  configs::Identity identity;
};

struct PlanMatch {
  std::optional<std::size_t> planned;  ///< index into the plan; nothing: it is new
  bool edited = false;                 ///< planned with another content
  std::int64_t number = 0;             ///< the plan's; of a new one the number it gets
};

/// What stands in for content that differs.
enum class MatchBy {
  Parameters,  ///< equal parameters; of files written by hand the same file name
  Label,       ///< equal titles, in trees of the original
};

/// In this order: equal content (the k-th of one content is the plan's k-th of it, in the order of numbers), else what
/// `by` says, else new. A new one keeps its number where that is free, else it gets the next after the greatest.
/// `read`: in the order of their numbers. Errors: Usage where numbers run out.
class PlanMatcher {
 public:
  explicit PlanMatcher(const std::vector<KnownConfiguration>& planned);
  /// Whether the next configuration that is read is one of the plan as it stands.
  bool is_unchanged(const KnownConfiguration& read);
  /// After the last: a match for each that was read.
  std::vector<PlanMatch> finish(MatchBy by);

 private:
  void give_numbers(std::vector<PlanMatch>& matches) const;

  const std::vector<KnownConfiguration>& planned_;
  std::vector<std::size_t> by_number_;
  std::vector<char> taken_;
  configs::PlacesByKey<configs::Digest> by_content_;
  std::vector<KnownConfiguration> read_;
  std::vector<PlanMatch> matches_;
};

}  // namespace liftoff::launch
