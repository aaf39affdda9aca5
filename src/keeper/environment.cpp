#include "keeper/environment.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace liftoff::keeper {

namespace {

bool assigns(std::string_view assignment, std::string_view name) {
  return assignment.size() > name.size() && assignment.starts_with(name) && assignment[name.size()] == '=';
}

}  // namespace

bool has_variable(const Environment& environment, std::string_view name) {
  return std::any_of(environment.begin(), environment.end(), [&](const auto& one) { return assigns(one, name); });
}

void set_variable(Environment& environment, std::string_view name, std::string_view value) {
  unset_variable(environment, name);
  environment.push_back(fmt::format("{}={}", name, value));
}

void unset_variable(Environment& environment, std::string_view name) {
  std::erase_if(environment, [&](const auto& one) { return assigns(one, name); });
}

}  // namespace liftoff::keeper
