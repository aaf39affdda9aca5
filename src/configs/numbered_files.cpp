#include "configs/numbered_files.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/core.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "configs/config_files.hpp"
#include "configs/read_yaml.hpp"
#include "posix/file_info.hpp"
#include "posix/folder.hpp"
#include "value/run_keys.hpp"

namespace liftoff::configs {

namespace {

bool holds_parameters(const std::string& path) try {
  const auto value = read_yaml(path);
  const auto* map = value.get_if<Map>();
  return map && map->find(value::run_keys::experiment_parameters);
} catch (const Error&) {
  return false;
}

/// By number; folders go to `folders`.
std::vector<NumberedFile> all_numbered(int folder, const std::string& path, const std::string& experiment,
                                       std::vector<NumberedFile>& folders) {
  std::vector<NumberedFile> files;
  const auto entries = posix::list_folder(folder, ".").or_fail("cannot read the folder", path);
  for (const auto& entry : entries)
    if (const auto number = config_number(entry.name, experiment))
      (entry.kind == posix::FileKind::Directory ? folders : files).push_back({entry.name, *number});
  std::sort(files.begin(), files.end(), [](const NumberedFile& a, const NumberedFile& b) {
    return a.number != b.number ? a.number < b.number : a.name < b.name;
  });
  return files;
}

}  // namespace

std::set<std::int64_t> NumberedFiles::reserved() const {
  std::set<std::int64_t> numbers;
  for (const auto& file : by_hand) numbers.insert(file.number);
  return numbers;
}

void NumberedFiles::check_numbers(const std::string& path) const {
  std::map<std::int64_t, std::string_view> seen;
  for (const auto* files : {&generated, &by_hand})
    for (const auto& file : *files)
      if (const auto [other, added] = seen.emplace(file.number, file.name); !added)
        fail_equal_numbers(path, std::min(other->second, std::string_view(file.name)),
                           std::max(other->second, std::string_view(file.name)));
}

NumberedFiles numbered_files(int folder, const std::string& path, const std::string& experiment,
                             const std::optional<PrepareManifest>& manifest) {
  NumberedFiles files;
  for (auto& file : all_numbered(folder, path, experiment, files.folders)) {
    const bool numbered = manifest && file.name == numbered_name(experiment, file.number);
    // Of an interrupted preparation: its last file, which it had only begun.
    const bool begun = numbered && !manifest->complete && posix::info(folder, file.name.c_str()).size == 0;
    const bool generated =
        begun || (numbered && manifest->names(file.number)) || holds_parameters(fmt::format("{}/{}", path, file.name));
    (generated ? files.generated : files.by_hand).push_back(std::move(file));
  }
  return files;
}

ExperimentDefaults::ExperimentDefaults(const std::string& folder) : value_(Map()) {
  const auto path = folder + "/default.yaml";
  if (posix::info_followed(path).kind != posix::FileKind::None) value_ = read_configuration(path, nullptr);
}

Identity ExperimentDefaults::identity_of(Value configuration) const {
  Warnings of_a_launch;
  const auto merged = merge(value_, std::move(configuration), of_a_launch);
  return configs::identity_of(*merged.get_if<Map>());
}

std::vector<NumberedIdentity> identities_of(const std::string& path, const std::vector<NumberedFile>& generated,
                                            const ExperimentDefaults& defaults) {
  std::vector<NumberedIdentity> identities;
  for (const auto& file : generated) {
    try {
      auto value = read_configuration(fmt::format("{}/{}", path, file.name), &defaults.map());
      identities.push_back({file.number, defaults.identity_of(std::move(value))});
    } catch (const Error&) {
      continue;  // it stands for nothing
    }
  }
  return identities;
}

}  // namespace liftoff::configs
