#include "configs/numbering.hpp"

#include <algorithm>
#include <limits>

#include <liftoff/error.hpp>

namespace liftoff::configs {

Numbering::Numbering(const std::vector<NumberedIdentity>& existing) : taken_(existing.size(), 0) {
  for (const auto& file : existing) existing_.push_back(file.number);
  for (std::size_t i = existing.size(); i-- > 0;) {
    by_content_[existing[i].identity.content].push_back(i);
    if (existing[i].identity.parameters) by_parameters_[*existing[i].identity.parameters].push_back(i);
  }
}

/// The number of the first file of that digest that nothing was matched with.
std::optional<std::int64_t> Numbering::take(PlacesByKey<Digest>& files, const Digest& digest) {
  const auto file = take_first(files, digest, taken_);
  return file ? std::optional(existing_[*file]) : std::nullopt;
}

void Numbering::add(const Identity& identity) {
  const auto number = take(by_content_, identity.content);
  numbers_.push_back(number.value_or(-1));
  kept_.push_back(number.has_value());
  parameters_.push_back(number ? std::nullopt : identity.parameters);
}

void Numbering::match_parameters() {
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (kept_[i] || !parameters_[i]) continue;
    const auto number = take(by_parameters_, *parameters_[i]);
    numbers_[i] = number.value_or(-1);
    kept_[i] = number.has_value();
  }
}

void Numbering::finish(std::int64_t greatest, const std::set<std::int64_t>& reserved) {
  match_parameters();
  greatest_ = greatest;
  for (const auto number : existing_) greatest_ = std::max(greatest_, number);
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (kept_[i]) continue;
    do {
      if (greatest_ == std::numeric_limits<std::int64_t>::max())
        throw usage_error("a file has the greatest possible number: no further ones can be given",
                          "rename it, or delete all with liftoff-prepare -c");
      ++greatest_;
    } while (reserved.contains(greatest_));
    numbers_[i] = greatest_;
  }
}

}  // namespace liftoff::configs
