#include "metrics/short_names.hpp"

#include <unordered_map>

namespace liftoff::metrics {

namespace {

/// The last so many components; the whole name where it has no more.
std::string suffix(const std::string& name, std::size_t components) {
  auto at = name.size();
  while (components-- > 0 && at != std::string::npos) at = at == 0 ? std::string::npos : name.rfind('.', at - 1);
  return at == std::string::npos ? name : name.substr(at + 1);
}

}  // namespace

bool ends_in(std::string_view key, std::string_view name) {
  return key.size() > name.size() && key.ends_with(name) && key[key.size() - name.size() - 1] == '.';
}

std::vector<std::string> short_names(const std::vector<std::string>& names) {
  std::vector<std::string> found(names.size());
  std::vector<char> done(names.size(), 0);
  std::size_t left = names.size();
  for (std::size_t components = 1; left > 0; ++components) {
    std::unordered_map<std::string, int> shared;
    for (const auto& name : names) ++shared[suffix(name, components)];
    for (std::size_t i = 0; i < names.size(); ++i) {
      auto name = suffix(names[i], components);
      if (done[i] || (shared[name] > 1 && name != names[i])) continue;
      found[i] = std::move(name);
      done[i] = 1;
      --left;
    }
  }
  return found;
}

}  // namespace liftoff::metrics
