#include "options/member.hpp"
#include "options/rows.hpp"

namespace liftoff::options {

namespace {

std::vector<Option> surroundings() {
  return {
      {.names = "--python",
       .value = "PATH",
       .help = "The interpreter",
       .forms = to_launch,
       .member = launch<&LaunchOptions::python>,
       .is_path = true,
       .setting = true,
       .setting_unless = "--env",
       .recorded = "python"},
      {.names = "--env",
       .value = "NAME",
       .help = "A virtualenv or conda environment, by name or path",
       .forms = to_launch,
       .member = launch<&LaunchOptions::env>,
       .is_path = true,
       .setting = true,
       .setting_unless = "--python",
       .recorded = "env"},
  };
}

std::vector<Option> threads() {
  return {
      {.names = "--omp",
       .value = "N",
       .help = "OMP_NUM_THREADS of the runs",
       .forms = to_launch,
       .member = launch<&LaunchOptions::omp>,
       .least = 1,
       .setting = true,
       .recorded = "omp"},
      {.names = "--mkl",
       .value = "N",
       .help = "MKL_NUM_THREADS of the runs",
       .forms = to_launch,
       .member = launch<&LaunchOptions::mkl>,
       .least = 1,
       .setting = true,
       .recorded = "mkl"},
      {.names = "--comment",
       .value = "TEXT",
       .help = "A remark that liftoff-status shows",
       .forms = to_launch,
       .member = launch<&LaunchOptions::comment>,
       .may_be_empty = true,
       .setting = true},
  };
}

}  // namespace

std::vector<Option> run_rows() {
  auto rows = surroundings();
  for (auto& row : threads()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace liftoff::options
