#include "configs/read_yaml.hpp"

#include <fmt/core.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "value/parse_yaml.hpp"

namespace liftoff::configs {

namespace {

constexpr std::int64_t max_file_bytes = 64 << 20;

std::string read_text(const std::string& path) {
  const auto file = posix::info_followed(path);
  if (file.kind == posix::FileKind::None) throw usage_error(fmt::format("{}: there is no such file", path));
  if (file.kind == posix::FileKind::Directory) throw usage_error(fmt::format("{}: this is a folder, not a file", path));
  if (file.size > max_file_bytes)
    throw usage_error(fmt::format("{}: larger than {} MiB", path, max_file_bytes >> 20),
                      "keep data out of configurations");
  return posix::read_user_file(path);
}

Value required_mapping(Value value, const std::string& path) {
  if (value.is_map()) return value;
  throw usage_error(fmt::format("{}:{}: a configuration is a mapping, not {}", path, value.mark.line,
                                value.is_list() ? "a list" : "a single value"),
                    "write lines of the form 'key: value'");
}

}  // namespace

}  // namespace liftoff::configs

namespace liftoff {

Value read_yaml(const std::string& path) { return value::parse_yaml_over(configs::read_text(path), path, nullptr); }

}  // namespace liftoff

namespace liftoff::configs {

Value read_configuration(const std::string& path, const Map* defaults) {
  return required_mapping(value::parse_yaml_over(read_text(path), path, defaults), path);
}

Value read_as_written(const std::string& path) {
  return required_mapping(value::parse_yaml_as_written(read_text(path), path), path);
}

}  // namespace liftoff::configs
