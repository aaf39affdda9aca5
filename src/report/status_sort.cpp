#include <algorithm>
#include <array>
#include <cctype>
#include <limits>

#include <liftoff/error.hpp>

#include "report/status_table.hpp"

namespace liftoff::report {

namespace {

struct NamedKey {
  const char* name;
  SortKey key;
};

// The titles of the columns first: these are what an error lists.
constexpr std::size_t titles = 14;
constexpr std::array<NamedKey, 25> named_keys{{
    {"PID", SortKey::Pid},
    {"Timestamp", SortKey::Timestamp},
    {"Experiment", SortKey::Experiment},
    {"R", SortKey::Running},
    {"C", SortKey::Crashed},
    {"L", SortKey::Lost},
    {"S", SortKey::Succeeded},
    {"Done", SortKey::Done},
    {"Total", SortKey::Total},
    {"Time left", SortKey::TimeLeft},
    {"Px", SortKey::Parallelism},
    {"Avg.time", SortKey::AverageTime},
    {"T", SortKey::TimePerRun},
    {"Obs", SortKey::Comment},
    {"Running", SortKey::Running},
    {"Crashed", SortKey::Crashed},
    {"Lost", SortKey::Lost},
    {"Succeeded", SortKey::Succeeded},
    {"Success", SortKey::Succeeded},
    {"Name", SortKey::Experiment},
    {"Left", SortKey::TimeLeft},
    {"Average", SortKey::AverageTime},
    {"Time", SortKey::TimePerRun},
    {"Comment", SortKey::Comment},
    {"Parallelism", SortKey::Parallelism},
}};

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)))
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return letters;
}

template <class Number> double or_last(const std::optional<Number>& value) {
  return value ? static_cast<double>(*value) : std::numeric_limits<double>::infinity();
}

double number_of(const ExperimentSummary& e, SortKey key) {
  switch (key) {
    case SortKey::Pid: return or_last(e.pid);
    case SortKey::Timestamp: return static_cast<double>(e.timestamp);
    case SortKey::Running: return static_cast<double>(e.running);
    case SortKey::Crashed: return static_cast<double>(e.crashed);
    case SortKey::Lost: return static_cast<double>(e.lost);
    case SortKey::Succeeded: return static_cast<double>(e.succeeded);
    case SortKey::Done: return static_cast<double>(e.done());
    case SortKey::Total: return static_cast<double>(e.total);
    case SortKey::TimeLeft: return or_last(e.time_left);
    case SortKey::Parallelism: return or_last(e.parallelism);
    case SortKey::AverageTime: return or_last(e.average_time);
    case SortKey::TimePerRun: return or_last(e.time_per_run);
    case SortKey::Experiment:
    case SortKey::Comment: break;
  }
  return 0;
}

}  // namespace

SortKey parse_sort_key(std::string_view text) {
  const auto letters = letters_of(text);
  for (const auto& [name, key] : named_keys)
    if (letters_of(name) == letters) return key;
  std::string all;
  for (std::size_t i = 0; i < titles; ++i) all += (i == 0 ? "" : ", ") + std::string(named_keys[i].name);
  throw usage_error("there is no column '" + std::string(text) + "' to sort by", "the columns are " + all);
}

void sort_experiments(std::vector<ExperimentSummary>& experiments, SortKey key) {
  std::stable_sort(experiments.begin(), experiments.end(),
                   [key](const ExperimentSummary& a, const ExperimentSummary& b) {
                     if (key == SortKey::Experiment) return a.name < b.name;
                     if (key != SortKey::Comment) return number_of(a, key) < number_of(b, key);
                     if (a.comment.empty() != b.comment.empty()) return b.comment.empty();
                     return a.comment < b.comment;
                   });
}

}  // namespace liftoff::report
