#include "experiment/layout.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace liftoff::experiment {

namespace {

constexpr std::size_t longest_name = 200;  // bytes; file systems take 255, our suffixes need room

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string shortened(const std::string& name) {
  if (name.size() <= longest_name) return name;
  const auto tail = fmt::format("~{:016x}", fnv1a(name));
  auto cut = longest_name - tail.size();
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xc0) == 0x80) --cut;
  return name.substr(0, cut) + tail;
}

std::string title_in_path(std::string_view title) {
  constexpr std::string_view replaced = " -.,=:;/()[]'+";
  std::string text;
  for (const char c : title) {
    const char put = is_control(c) || replaced.find(c) != std::string_view::npos ? '_' : c;
    if (put == '_' && text.ends_with("__")) continue;
    text += put;
  }
  return text;
}

}  // namespace

std::string_view to_text(Layout layout) {
  switch (layout) {
    case Layout::Single: return "single";
    case Layout::Flat: return "flat";
    case Layout::Nested: return "nested";
  }
  return {};
}

std::optional<Layout> layout_from_text(std::string_view text) {
  for (const auto layout : {Layout::Single, Layout::Flat, Layout::Nested})
    if (to_text(layout) == text) return layout;
  return std::nullopt;
}

std::string configuration_folder(std::int64_t cfg_id, std::string_view title) {
  return shortened(fmt::format("{}_{}", cfg_id, title_in_path(title)));
}

std::string folder_of_experiment(std::int64_t timestamp, std::string_view name) {
  return fmt::format("{}_{}", timestamp, name);
}

std::optional<ExperimentName> parse_experiment_folder(std::string_view folder) {
  ExperimentName parsed;
  const auto* end = folder.data() + folder.size();
  const auto [at, error] = std::from_chars(folder.data(), end, parsed.timestamp);
  if (error != std::errc{} || parsed.timestamp < 0 || at == end || *at != '_' || at + 1 == end) return std::nullopt;
  if (folder.front() == '-') return std::nullopt;
  parsed.name.assign(at + 1, end);
  return parsed;
}

bool is_experiment_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && name.front() != '.' &&
         std::none_of(name.begin(), name.end(), [](char c) { return c == '/' || is_control(c); });
}

}  // namespace liftoff::experiment
