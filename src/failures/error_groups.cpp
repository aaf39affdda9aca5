#include "failures/error_groups.hpp"

#include <variant>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "failures/lines.hpp"
#include "failures/printed.hpp"

namespace liftoff::failures {

namespace {

constexpr std::uint64_t most_of_record = 16 << 20;
constexpr std::size_t lines_of_example = 6;

/// The end of what it printed; "" where there is none, nothing where it can't be read.
std::optional<std::string> printed_end(const results::FoundRun& run, const char* name,
                                       const results::Complaint& complain) try {
  return end_of_printed(run.folder().get(), name);
} catch (const Error& problem) {
  complain(fmt::format("{}/{}: {}", run.path(), name, problem.what()));
  return std::nullopt;
}

std::optional<experiment::AttemptEnd> last_end(const results::FoundRun& run, const results::Complaint& complain) {
  const auto text = run.listing().record ? run.read(experiment::names::record, most_of_record, complain) : std::nullopt;
  const auto record = text ? experiment::parse_run_record(*text) : experiment::RunRecord{};
  return record.last() ? record.last()->end : std::nullopt;
}

/// Where `err` has nothing to show, `out` may.
void set_example(ErrorGroup& group, const results::FoundRun& run, const FailureFacts& facts, bool in_out) {
  group.example = run.path();
  group.experiment = run.experiment.ref;
  group.run = run.run;
  group.file = "err";
  group.last_lines = in_out ? Lines{} : last_lines(facts.err, lines_of_example);
  if (group.last_lines.empty()) {
    group.last_lines = last_lines(facts.out(), lines_of_example);
    if (!group.last_lines.empty()) group.file = "out";
  }
  group.exit_code = facts.end ? facts.end->exit_code : std::nullopt;
  group.signal = facts.end ? facts.end->signal : std::nullopt;
}

}  // namespace

void ErrorGroups::add(const results::FoundRun& run, const results::Complaint& complain) {
  ++runs_;
  if (run.listing().end) return;
  const auto state = run.state();
  const auto* lost = std::get_if<experiment::Lost>(&state);
  if (!lost && !std::holds_alternative<experiment::Crashed>(state)) return;
  const auto err = printed_end(run, "err", complain);
  add_failed(run, {lost != nullptr, lost ? lost->evidence : "", last_end(run, complain), err.value_or(""),
                   err.has_value(), [&] { return printed_end(run, "out", complain).value_or(""); }});
}

void ErrorGroups::add_failed(const results::FoundRun& run, const FailureFacts& facts) {
  ++failed_;
  const auto cause = cause_of(facts);
  auto& group = groups_.count(cause);
  // An example that says something is better than the first one.
  if (group.count == 1 || group.last_lines.empty()) set_example(group, run, facts, cause.in_out);
}

bool read_example(const ErrorGroup& group, const std::function<void(std::string_view)>& put) {
  const auto folder =
      experiment::open_run_folder(experiment::OpenExperiment::open(group.experiment).folder.get(), group.run);
  return folder && read_printed(folder.get(), group.file, put);
}

}  // namespace liftoff::failures
