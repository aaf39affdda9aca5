#include "results/file_versions.hpp"

#include <algorithm>
#include <map>

#include "text/characters.hpp"
#include "text/glob.hpp"
#include "text/natural_order.hpp"

namespace liftoff::results {

namespace {

struct SignedDigits {
  bool negative = false;
  std::string_view digits;
};

SignedDigits split_sign(std::string_view number) {
  const bool has_sign = number.front() == '-' || number.front() == '+';
  return {number.front() == '-', number.substr(has_sign ? 1 : 0)};
}

bool is_number(std::string_view text) {
  if (text.empty()) return false;
  const auto digits = split_sign(text).digits;
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), text::is_digit);
}

bool is_wanted(std::string_view name, const FileChoice& choice) {
  if (!choice.names) return true;
  return std::any_of(choice.names->begin(), choice.names->end(), [&](const std::string& wanted) {
    return choice.patterns ? text::fits(wanted, name) : wanted == name;
  });
}

std::vector<std::string> latest(std::vector<std::string>&& files, const FileChoice& choice) {
  std::map<std::string, std::pair<std::optional<std::string>, std::size_t>, std::less<>> best;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto version = parse_version(files[i]);
    if (!is_wanted(version.name, choice)) continue;
    const std::optional<std::string> number(version.number);
    const auto [it, added] = best.try_emplace(std::string(version.name), number, i);
    if (added || !it->second.first) continue;
    if (!number || is_older(*it->second.first, *number)) it->second = {number, i};
  }
  std::vector<std::string> chosen;
  for (auto& [name, found] : best) chosen.push_back(std::move(files[found.second]));
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

FileVersion parse_version(std::string_view file) {
  // Parts are cut from the left: of "a___b" the separator is the first pair, and "_b" is the name.
  std::size_t before = 0, at = 0, cut = std::string_view::npos;
  for (std::size_t found = 0; (found = file.find("__", at)) != std::string_view::npos; at = found + 2) {
    before = at;
    cut = found;
  }
  if (cut == std::string_view::npos) return {file, std::nullopt};
  const auto number = file.substr(before, cut - before);
  if (!is_number(number)) return {file, std::nullopt};
  return {file.substr(cut + 2), number};
}

bool is_older(std::string_view number, std::string_view than) {
  const auto a = split_sign(number), b = split_sign(than);
  const auto zero = [](const SignedDigits& n) { return n.digits.find_first_not_of('0') == std::string_view::npos; };
  const bool a_below = a.negative && !zero(a), b_below = b.negative && !zero(b);
  if (a_below != b_below) return a_below;
  const int order = text::compare_digits(a.digits, b.digits);
  return a_below ? order > 0 : order < 0;
}

std::vector<std::string> choose_files(std::vector<std::string> files, const FileChoice& choice) {
  if (choice.names && choice.names->empty()) return {};
  std::sort(files.begin(), files.end());
  if (choice.versions == Versions::Latest) return latest(std::move(files), choice);
  std::erase_if(files, [&](const std::string& file) {
    const bool intermediate = parse_version(file).number.has_value();
    return (choice.versions == Versions::FinalOnly && intermediate) || !is_wanted(file, choice);
  });
  return files;
}

bool is_own_file(std::string_view name) { return name.starts_with(".__") || name.starts_with(".liftoff-"); }

}  // namespace liftoff::results
