#include "metrics/merged_rows.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "text/words.hpp"

namespace liftoff::metrics {

namespace {

using Key = std::pair<std::string, ParameterNumbers>;

/// The parameters in an order of their own: configurations may have them in different ones.
Key key_of(const TableRow& row) {
  Key key{row.experiment, row.parameters};
  std::sort(key.second.begin(), key.second.end());
  return key;
}

}  // namespace

std::vector<TableRow> merged_rows(std::vector<TableRow>&& rows, const std::vector<std::uint32_t>& over) {
  std::vector<TableRow> merged;
  std::map<Key, std::size_t> places;
  for (auto& row : rows) {
    std::erase_if(row.parameters, [&](const auto& parameter) {
      return std::find(over.begin(), over.end(), parameter.first) != over.end();
    });
    const auto place = row.configured ? places.try_emplace(key_of(row), merged.size()).first->second : merged.size();
    if (place == merged.size()) merged.push_back(std::move(row));
    else merged[place].add(row);
  }
  for (auto& row : merged)
    if (!row.others.empty()) row.title = text::counted(row.others.size() + 1, "configuration");
  return merged;
}

}  // namespace liftoff::metrics
