#include "results/collect_request.hpp"

#include <optional>
#include <vector>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "results/collection.hpp"
#include "results/python_error.hpp"

namespace liftoff::results {

namespace {

std::optional<std::string> text_of(const Map& request, const char* key) {
  const auto* entry = request.find(key);
  const auto* text = entry ? entry->value.get_if<std::string>() : nullptr;
  return text ? std::optional(*text) : std::nullopt;
}

bool flag_of(const Map& request, const char* key, bool otherwise) {
  const auto* entry = request.find(key);
  const auto* flag = entry ? entry->value.get_if<bool>() : nullptr;
  return flag ? *flag : otherwise;
}

std::optional<std::vector<std::string>> texts_of(const Map& request, const char* key) {
  const auto* entry = request.find(key);
  const auto* list = entry ? entry->value.get_if<List>() : nullptr;
  if (!list) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : *list)
    if (const auto* text = item.get_if<std::string>()) texts.push_back(*text);
  return texts;
}

Map map_of(const Map& request, const char* key) {
  const auto* entry = request.find(key);
  const auto* map = entry ? entry->value.get_if<Map>() : nullptr;
  return map ? *map : Map{};
}

CollectionQuery query_of(const Map& request) {
  CollectionQuery query;
  auto& choice = query.experiments;
  choice.results_dir = text_of(request, "results_dir").value_or(choice.results_dir);
  choice.full_name = text_of(request, "full_name");
  choice.timestamp_prefix = text_of(request, "timestamp");
  choice.among = texts_of(request, "among");
  choice.all = flag_of(request, "all", false);
  query.files.names = texts_of(request, "names");
  query.files.versions = flag_of(request, "incomplete", true) ? Versions::Latest : Versions::All;
  query.conditions = map_of(request, "conditions");
  return query;
}

}  // namespace

void answer_collect_request(std::string_view text, const Complaint& complain, const Put& put) {
  const auto request = parse_typed_json(text);
  const auto* map = request.get_if<Map>();
  if (!map) throw usage_error("the request is not a JSON object");
  std::string answer;  // nothing is sent before it is known to be no exception
  const Put keep = [&](std::string_view piece) { answer += piece; };
  try {
    if (const auto dir = text_of(*map, "list")) list_folders(*dir, keep);
    else collect(query_of(*map), complain, keep);
  } catch (const PythonError& error) {
    answer =
        fmt::format("{{\"error\": {}, \"message\": {}}}\n", to_typed_json(error.name), to_typed_json(error.message));
  }
  put(answer);
}

}  // namespace liftoff::results
