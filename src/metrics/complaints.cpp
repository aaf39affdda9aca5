#include "metrics/complaints.hpp"

#include <utility>

#include <fmt/core.h>

namespace liftoff::metrics {

Complaints::~Complaints() {
  if (count_ == 1) complain_(first_);
  else if (count_ > 1) complain_(fmt::format("{} (and {} more like that)", first_, count_ - 1));
}

void Complaints::add(std::string text) {
  if (count_++ == 0) first_ = std::move(text);
}

}  // namespace liftoff::metrics
