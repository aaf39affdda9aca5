#include "launch/options.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "value/json_object.hpp"

namespace liftoff::launch {

namespace {

using value::JsonObject;

Value recorded(const std::uint64_t& number) {
  if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return static_cast<std::int64_t>(number);
  return BigInteger{std::to_string(number)};
}
template <class T> Value recorded(const T& value) { return value; }
template <class Item> Value recorded(const std::vector<Item>& items) { return List(items.begin(), items.end()); }

template <class T> void put(Map& object, const char* key, const std::optional<T>& value) {
  if (value) object.set(key, recorded(*value));
}

template <class T> void take(const JsonObject& object, const char* key, std::optional<T>& value) {
  if (auto member = object.optional<T>(key)) value = std::move(member);
}

template <class T> void prefer(std::optional<T>& base, const std::optional<T>& over) {
  if (over) base = over;
}

}  // namespace

LaunchOptions overlay(LaunchOptions base, const LaunchOptions& given) {
  prefer(base.script, given.script);
  prefer(base.runs_no, given.runs_no);
  if (given.gpus) base.procs_no.reset();  // other GPUs have other slots
  prefer(base.procs_no, given.procs_no);
  prefer(base.gpus, given.gpus);
  prefer(base.per_gpu, given.per_gpu);
  prefer(base.detach, given.detach);
  prefer(base.python, given.python);
  prefer(base.env, given.env);
  prefer(base.omp, given.omp);
  prefer(base.mkl, given.mkl);
  prefer(base.shuffle, given.shuffle);
  prefer(base.seed, given.seed);
  prefer(base.timeout, given.timeout);
  prefer(base.retries, given.retries);
  prefer(base.max_fails, given.max_fails);
  prefer(base.keep_children, given.keep_children);
  prefer(base.comment, given.comment);
  base.results_dir = given.results_dir;
  return base;
}

std::string to_json(const LaunchOptions& options, const ConfigSelection& selection) {
  Map object;
  put(object, "script", options.script);
  put(object, "runs_no", options.runs_no);
  put(object, "procs_no", options.procs_no);
  put(object, "gpus", options.gpus);
  put(object, "per_gpu", options.per_gpu);
  put(object, "detach", options.detach);
  put(object, "python", options.python);
  put(object, "env", options.env);
  put(object, "omp", options.omp);
  put(object, "mkl", options.mkl);
  put(object, "shuffle", options.shuffle);
  put(object, "seed", options.seed);
  if (options.timeout) object.set("timeout", static_cast<double>(options.timeout->count()) / 1000);
  put(object, "retries", options.retries);
  put(object, "max_fails", options.max_fails);
  put(object, "keep_children", options.keep_children);
  object.set("configs_dir", selection.configs_dir);
  object.set("config_file", recorded(selection.files));
  put(object, "default_config_file", selection.default_file);
  object.set("experiment", selection.experiment);
  return value::to_json(object);
}

RecordedOptions options_from_json(const std::string& text) {
  const auto parsed = JsonObject::parse(text);
  if (!parsed) throw usage_error("the experiment's plan records options that can't be read");
  RecordedOptions recorded;
  auto& options = recorded.options;
  const auto& object = *parsed;
  try {
    take(object, "script", options.script);
    take(object, "runs_no", options.runs_no);
    take(object, "procs_no", options.procs_no);
    take(object, "gpus", options.gpus);
    take(object, "per_gpu", options.per_gpu);
    take(object, "detach", options.detach);
    take(object, "python", options.python);
    take(object, "env", options.env);
    take(object, "omp", options.omp);
    take(object, "mkl", options.mkl);
    take(object, "shuffle", options.shuffle);
    take(object, "seed", options.seed);
    std::optional<double> timeout;
    take(object, "timeout", timeout);
    if (timeout) options.timeout = std::chrono::milliseconds(std::llround(*timeout * 1000));
    take(object, "retries", options.retries);
    take(object, "max_fails", options.max_fails);
    take(object, "keep_children", options.keep_children);
    recorded.selection.configs_dir = object.value_or<std::string>("configs_dir", "./configs");
    recorded.selection.files = object.value_or<std::vector<std::string>>("config_file", {});
    take(object, "default_config_file", recorded.selection.default_file);
    recorded.selection.experiment = object.value_or<std::string>("experiment", {});
  } catch (const Error& error) {
    throw usage_error(fmt::format("the experiment's plan records options that can't be read ({})", error.what()));
  }
  return recorded;
}

std::chrono::milliseconds parse_duration(const std::string& text, const std::string& option) {
  const auto digits = text.substr(0, text.find_first_not_of("0123456789."));
  char* end = nullptr;
  const double number = std::strtod(digits.c_str(), &end);
  const bool is_number = !digits.empty() && *end == '\0';
  const auto unit = text.substr(digits.size());
  const double factor = unit.empty() || unit == "s" ? 1
                        : unit == "m"               ? 60
                        : unit == "h"               ? 3600
                        : unit == "d"               ? 86400
                                                    : 0;
  constexpr double longest = 1e9;  // seconds: some thirty years
  if (!is_number || factor == 0 || number * factor > longest)
    throw usage_error(fmt::format("{} '{}' is no duration", option, text),
                      "write a number with s, m, h or d: 90, 90s, 1.5h");
  return std::chrono::milliseconds(std::llround(number * factor * 1000));
}

std::vector<resources::GpuSlots> gpu_slots(const LaunchOptions& options) {
  const auto gpus = options.gpus.value_or(std::vector<std::string>{});
  const auto per_gpu = options.per_gpu.value_or(std::vector<int>{1});
  if (gpus.empty()) {
    if (options.per_gpu) throw usage_error("--per-gpu needs --gpus", "name the GPUs: --gpus 0,1 or --gpus all");
    return {};
  }
  if (per_gpu.size() != 1 && per_gpu.size() != gpus.size())
    throw usage_error(fmt::format("--per-gpu gives {} numbers for {} GPUs", per_gpu.size(), gpus.size()),
                      "give one number for all, or one for each GPU");
  std::vector<resources::GpuSlots> slots;
  for (std::size_t i = 0; i < gpus.size(); ++i) {
    const int count = per_gpu.size() == 1 ? per_gpu[0] : per_gpu[i];
    for (const auto& other : slots)
      if (other.gpu == gpus[i])
        throw usage_error(fmt::format("--gpus names GPU {} twice", gpus[i]), "use --per-gpu 2 for two processes on it");
    if (count > 0) slots.push_back({gpus[i], count});
  }
  if (slots.empty()) throw usage_error("--per-gpu leaves no slot on any GPU");
  return slots;
}

int process_slots(const LaunchOptions& options, const std::vector<resources::GpuSlots>& gpus) {
  if (options.procs_no) return *options.procs_no;
  if (gpus.empty()) return 4;
  return std::accumulate(gpus.begin(), gpus.end(), 0,
                         [](int sum, const resources::GpuSlots& gpu) { return sum + gpu.slots; });
}

}  // namespace liftoff::launch
