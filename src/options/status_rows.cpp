#include "options/member.hpp"
#include "options/rows.hpp"

namespace liftoff::options {

namespace {

template <auto Part> constexpr auto status = at<&Options::status, Part>;

/// What else stands behind -w is the name of an experiment.
bool is_seconds(const std::string& word) { return word.find_first_not_of("0123456789.") == std::string::npos; }

/// What shows no table of experiments.
std::vector<const char*> views_of_runs() { return {"--runs", "--explain", "--follow"}; }

std::vector<Option> experiments() {
  return {
      {.names = "-a,--all",
       .help = "All experiments, not only running ones",
       .forms = to_status,
       .member = at<&Options::all>},
      {.names = "-e,--experiment",
       .value = "NAME",
       .help = "Only experiments of this name",
       .forms = to_status,
       .member = at<&Options::experiment>},
      {.names = "-t,--timestamp",
       .value = "T",
       .help = "Only the experiment of this timestamp",
       .forms = to_status,
       .member = at<&Options::timestamp>},
      {.names = "-r,--short",
       .help = "The short table: no times",
       .forms = to_status,
       .member = status<&StatusOptions::brief>,
       .excludes = views_of_runs()},
      {.names = "-s,--sort",
       .value = "COLUMN",
       .help = "Sort by this column; without it, newest first",
       .forms = to_status,
       .member = status<&StatusOptions::sort>,
       .excludes = views_of_runs()},
      watch_row(to_status, "Redraw in place when something changes, at most every SECONDS", "1",
                {"--explain", "--follow"}),
  };
}

Option legend() {
  return {.names = "--legend",
          .help = "Say below the table what its columns mean; with -w, the key ? does",
          .forms = to_status,
          .member = status<&StatusOptions::legend>,
          .excludes = views_of_runs()};
}

std::vector<Option> runs() {
  return {
      {.names = "--runs",
       .help = "List the runs of the newest experiment, or that of -e or -t",
       .forms = to_status,
       .member = status<&StatusOptions::runs>},
      {.names = "--state",
       .value = "STATE",
       .help = "With --runs: only those that are waiting, running, succeeded, crashed, lost or unrecorded",
       .forms = to_status,
       .member = status<&StatusOptions::state>,
       .one_of = state_names(),
       .needs = {"--runs"}},
      {.names = "--explain",
       .value = "RUN",
       .help = "Say why a run is in the state it is in",
       .forms = to_status,
       .member = status<&StatusOptions::explain>,
       .excludes = {"--runs"}},
      {.names = "--follow",
       .value = "RUN",
       .help = "Show a run's output as it grows, until it ends",
       .forms = to_status,
       .member = status<&StatusOptions::follow>,
       .excludes = {"--explain", "--runs"}},
      {.names = "--tail",
       .value = "N",
       .help = "With --follow: begin with the last N lines of what is there (0: with what comes)",
       .forms = to_status,
       .member = status<&StatusOptions::tail>,
       .least = 0,
       .needs = {"--follow"}},
      {.names = "--rescan",
       .help = "Trust no cache and no journal: read what every run left",
       .forms = to_status,
       .member = at<&Options::rescan>},
      {.names = "--json", .help = "Print JSON", .forms = to_status, .member = at<&Options::json>},
  };
}

}  // namespace

std::vector<const char*> state_names() { return {"waiting", "running", "succeeded", "crashed", "lost", "unrecorded"}; }

Option watch_row(Forms forms, const char* help, const char* seconds, std::vector<const char*> excludes) {
  return {.names = "-w,--watch",
          .value = "[SECONDS]",
          .help = help,
          .forms = forms,
          .member = at<&Options::watch>,
          .implied = seconds,
          .least = 0.05,
          .most = 86'400,
          .further = is_seconds,
          .excludes = std::move(excludes)};
}

std::vector<Option> status_rows() {
  auto rows = experiments();
  rows.push_back(legend());
  for (auto& row : runs()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace liftoff::options
