#include "query/choose_experiments.hpp"

#include <algorithm>
#include <unordered_set>

namespace liftoff {

namespace {

bool matches(const ExperimentChoice& choice, const ExperimentRef& ref) {
  if (choice.name && ref.name != *choice.name) return false;
  if (choice.timestamp && std::to_string(ref.timestamp) != *choice.timestamp && !ref.folder.starts_with(*choice.timestamp + "_")) return false;
  if (choice.timestamp_prefix && !ref.folder.starts_with(*choice.timestamp_prefix)) return false;
  return !choice.full_name || ref.folder == *choice.full_name;
}

}  // namespace

std::vector<ExperimentRef> choose_experiments(const ExperimentChoice& choice) {
  auto found = list_experiments(choice.results_dir);
  std::unordered_set<std::string> among;
  if (choice.among) among.insert(choice.among->begin(), choice.among->end());
  std::erase_if(found, [&](const ExperimentRef& ref) { return !matches(choice, ref) || (choice.among && !among.contains(ref.folder)); });
  if (!choice.all && found.size() > 1) found.erase(found.begin() + 1, found.end());
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace liftoff
