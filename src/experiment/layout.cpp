#include "experiment/layout.hpp"

#include <charconv>

#include <fmt/core.h>

#include "text/characters.hpp"
#include "text/folder_name.hpp"
#include "text/hash.hpp"
#include "text/utf8.hpp"

namespace liftoff::experiment {

namespace {

using text::longest_folder_name;

std::string shortened(const std::string& name) {
  if (name.size() <= longest_folder_name) return name;
  const auto tail = fmt::format("~{:016x}", text::fnv1a(name));
  return std::string(text::front_of(name, longest_folder_name - tail.size())) + tail;
}

std::string title_in_path(std::string_view title) {
  constexpr std::string_view replaced = " -.,=:;/()[]'+";
  std::string text;
  for (const char c : title) {
    const char put = text::is_control(c) || replaced.find(c) != std::string_view::npos ? '_' : c;
    if (put == '_' && text.ends_with("__")) continue;
    text += put;
  }
  return text;
}

}  // namespace

Layout layout_of(std::size_t configurations, int runs_no) {
  if (runs_no > 1) return Layout::Nested;
  return configurations == 1 ? Layout::Single : Layout::Flat;
}

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

}  // namespace liftoff::experiment
