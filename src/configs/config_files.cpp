#include "configs/config_files.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "posix/folder.hpp"
#include "text/characters.hpp"
#include "text/folder_name.hpp"
#include "text/words.hpp"

namespace liftoff::configs {

namespace {

constexpr std::string_view extension = ".yaml";
constexpr std::size_t max_listed = 20;

std::string_view without_extension(std::string_view name) {
  if (name.size() > extension.size() && name.ends_with(extension)) name.remove_suffix(extension.size());
  return name;
}

/// "configs/x" for the folder "./configs": paths in messages are short.
std::string joined(std::string_view folder, std::string_view name) {
  if (name.starts_with('/')) return std::string(name);
  while (folder.starts_with("./") && folder.size() > 2) folder.remove_prefix(2);
  while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
  if (name.empty()) return std::string(folder);
  return folder.empty() || folder == "." ? std::string(name) : fmt::format("{}/{}", folder, name);
}

std::string listed(std::vector<std::string> names, const char* what, const std::string& folder) {
  if (names.empty()) return fmt::format("{} holds no {}", folder, what);
  std::sort(names.begin(), names.end());
  return fmt::format("{} holds: {}", folder, text::some_of(names, max_listed));
}

bool holds_experiment(const std::string& folder) {
  return posix::info_followed(folder + "/config.yaml").kind != posix::FileKind::None ||
         posix::info_followed(folder + "/default.yaml").kind != posix::FileKind::None;
}

}  // namespace

std::string checked_experiment_name(std::string_view name) {
  while (name.ends_with('/')) name.remove_suffix(1);
  if (const auto fault = text::fault_of_folder_name(name); !fault.empty())
    throw usage_error(fmt::format("'{}' cannot be the name of an experiment: {}", name, fault));
  return std::string(name);
}

std::string config_path(std::string_view configs_dir, std::string_view name) {
  return joined(configs_dir, fmt::format("{}{}", without_extension(name), extension));
}

std::string config_name(std::string_view name) { return std::string(without_extension(name)); }

std::string folder_of_experiment(std::string_view configs_dir, std::string_view experiment) {
  return joined(configs_dir, experiment);
}

std::string config_title(std::string_view name) {
  const auto slash = name.rfind('/');
  return std::string(without_extension(slash == std::string_view::npos ? name : name.substr(slash + 1)));
}

void fail_missing_config(const std::string& path, const std::string& folder) {
  const auto entries = posix::list_folder(posix::here(), (folder + "/.").c_str());
  if (!entries)
    throw usage_error(fmt::format("{}: there is no such file: the folder {} is missing", path, folder),
                      "--configs-dir names the folder of configurations");
  std::vector<std::string> names;
  for (const auto& entry : *entries)
    if (entry.name.size() > extension.size() && entry.name.ends_with(extension))
      names.emplace_back(without_extension(entry.name));
  throw usage_error(fmt::format("{}: there is no such file", path), listed(std::move(names), "configurations", folder));
}

void fail_missing_experiment(const std::string& experiment, const std::string& configs_dir) {
  const auto folder = folder_of_experiment(configs_dir, experiment);
  const auto shown = joined(configs_dir, "");
  const auto entries = posix::list_folder(posix::here(), (shown + "/.").c_str());
  if (!entries)
    throw usage_error(fmt::format("{}: there is no such folder, nor {}", folder, shown),
                      "--configs-dir names the folder of configurations");
  std::vector<std::string> names;
  for (const auto& entry : *entries)
    if (entry.name.front() != '.' && holds_experiment(joined(configs_dir, entry.name))) names.push_back(entry.name);
  throw usage_error(fmt::format("{}: there is no such folder", folder), listed(std::move(names), "experiments", shown));
}

std::optional<std::int64_t> config_number(std::string_view file, std::string_view experiment) {
  if (!file.ends_with(extension) || !file.starts_with(experiment)) return std::nullopt;
  file = without_extension(file).substr(experiment.size());
  if (file.size() < 2 || file.front() != '_') return std::nullopt;
  file.remove_prefix(1);
  std::int64_t number = 0;
  if (!text::is_digit(file.front())) return std::nullopt;
  const auto [end, error] = std::from_chars(file.data(), file.data() + file.size(), number);
  return error == std::errc{} && end == file.data() + file.size() ? std::optional(number) : std::nullopt;
}

std::string numbered_name(std::string_view experiment, std::int64_t number) {
  return fmt::format("{}_{}{}", experiment, number, extension);
}

void fail_equal_numbers(const std::string& folder, std::string_view name, std::string_view other) {
  throw usage_error(fmt::format("{}: {} and {} have the same number", folder, name, other), "rename one of them");
}

std::vector<ExperimentFile> experiment_files(const std::string& folder, const std::string& experiment) {
  std::vector<ExperimentFile> numbered, others;
  const auto prefix = experiment + "_";
  const auto entries =
      posix::list_folder(posix::here(), (folder + "/.").c_str()).or_fail("cannot read the folder", folder);
  for (const auto& entry : entries) {
    const std::string_view name = entry.name;
    if (!name.starts_with(prefix) || !name.ends_with(extension) || name.size() < prefix.size() + extension.size() ||
        entry.kind == posix::FileKind::Directory)
      continue;
    if (const auto number = config_number(name, experiment))
      numbered.push_back({std::string(without_extension(name)), *number});
    else others.push_back({std::string(without_extension(name)), 0});
  }
  const auto by_id = [](const auto& a, const auto& b) { return a.id != b.id ? a.id < b.id : a.name < b.name; };
  std::sort(numbered.begin(), numbered.end(), by_id);
  std::sort(others.begin(), others.end(), by_id);
  for (std::size_t i = 1; i < numbered.size(); ++i)
    if (numbered[i].id == numbered[i - 1].id)
      fail_equal_numbers(folder, numbered[i - 1].name + ".yaml", numbered[i].name + ".yaml");
  std::int64_t next = numbered.empty() ? 0 : numbered.back().id;
  if (!others.empty() && next > std::numeric_limits<std::int64_t>::max() - static_cast<std::int64_t>(others.size()) - 1)
    throw usage_error(
        fmt::format("{}: {}.yaml has the greatest possible number: files without a number cannot follow it", folder,
                    numbered.back().name));
  for (auto& file : others) file.id = numbered.empty() ? next++ : ++next;
  numbered.insert(numbered.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  return numbered;
}

}  // namespace liftoff::configs
