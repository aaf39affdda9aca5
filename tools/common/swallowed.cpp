#include "common/swallowed.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "cli/taken_words.hpp"
#include "experiment/experiments.hpp"
#include "options/table.hpp"
#include "posix/file_info.hpp"

namespace liftoff::tools {

namespace {

using options::Option;

bool is_given(const cli::CommandLine& line, const char* name) {
  return std::any_of(line.given.begin(), line.given.end(),
                     [&](const Option* option) { return options::name_of(*option) == name; });
}

bool is_missing(const cli::CommandLine& line, const Option& row) {
  if ((row.forms & line.form) == 0 || row.needed_unless.empty() || !row.member.get(line.options).is_null())
    return false;
  return std::none_of(row.needed_unless.begin(), row.needed_unless.end(),
                      [&](const char* name) { return is_given(line, name); });
}

/// Or a module, a function.
bool may_be_script(const std::string& word) {
  return word.find_first_of("./") != word.npos || posix::info_followed(word).kind == posix::FileKind::Regular ||
         posix::info_followed(word + ".py").kind == posix::FileKind::Regular;
}

void refuse_without(const Option& row, const cli::CommandLine& line, const cli::TakenWords& list) {
  throw usage_error(fmt::format("no {} is given: {} took '{}'", options::key_of(row), list.option, list.words.back()),
                    fmt::format("put it first: {}", cli::with_words_in_front(line.program, line.arguments, list, 1)));
}

bool is_experiment(const std::string& results_dir, const std::string& name) {
  const auto all = experiment::list_experiments(results_dir);
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
}

/// A first word is what the option asks for.
void warn_of_experiment(const cli::CommandLine& line, const cli::TakenWords& list, const Tool& tool) {
  const auto& word = list.words.back();
  if (list.words.size() < 2 || !is_experiment(line.options.launch.results_dir, word)) return;
  tool.warn(fmt::format("{} took '{}', which is the name of an experiment, too: to look at that, put it first: {}",
                        list.option, word, cli::with_words_in_front(line.program, line.arguments, list, 1)));
}

}  // namespace

void check_swallowed(const cli::CommandLine& line, const Tool& tool) {
  const auto lists = cli::words_of_lists(line.arguments, line.form);
  if (lists.empty()) return;
  for (const auto& row : options::table())
    if (is_missing(line, row) && may_be_script(lists.back().words.back())) refuse_without(row, line, lists.back());
  const bool named = line.options.experiment || line.options.timestamp || line.options.results.full_name;
  if (named || !options::find_option(line.form, "EXPERIMENT")) return;
  for (const auto& list : lists) warn_of_experiment(line, list, tool);
}

}  // namespace liftoff::tools
