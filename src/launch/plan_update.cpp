#include "launch/plan_update.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "launch/create.hpp"
#include "text/words.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::launch {

namespace {

constexpr std::size_t most_differences = 5;

/// One that was read and is not in the plan as it stands.
struct Unmatched {
  std::size_t read = 0;  ///< among all that were read
  std::string file, title, text;
};

/// "n: 1 -> 11, epochs: none -> 3"
std::string differences(const Map& before, const Map& after) {
  std::map<std::string, std::pair<std::string, std::string>> leaves;
  value::for_each_leaf(
      before, [&](std::string&& path, const Value& value) { leaves[std::move(path)].first = python_str(value); },
      value::is_of_the_run);
  value::for_each_leaf(
      after, [&](std::string&& path, const Value& value) { leaves[std::move(path)].second = python_str(value); },
      value::is_of_the_run);
  std::vector<std::string> texts;
  for (const auto& [path, values] : leaves) {
    const auto& [was, is] = values;
    if (was != is) texts.push_back(fmt::format("{}: {} -> {}", path, was.empty() ? "-" : was, is.empty() ? "-" : is));
  }
  return text::some_of(texts, most_differences);
}

/// The text with another `cfg_id`.
std::string numbered(std::string text, std::int64_t number) {
  constexpr std::string_view key = "cfg_id: ";
  auto at = text.starts_with(key) ? 0 : text.find(fmt::format("\n{}", key));
  if (at == std::string::npos) return text;
  at += (at == 0 && text.starts_with(key) ? 0 : 1) + key.size();
  return text.replace(at, text.find('\n', at) - at, std::to_string(number));
}

class Update {
 public:
  Update(const KnownPlan& known, experiment::PlanHeader header) : known_(known), matcher_(known.configurations()) {
    update_.header = std::move(header);
    update_.layout = known.layout();
    update_.lines = known.lines();
    update_.absent.assign(known.lines().size(), 0);
  }

  void take(Configuration&& configuration) {
    const auto line = planned_line(configuration);
    const auto one = known_configuration(configuration);
    if (!matcher_.is_unchanged(one)) unmatched_.push_back({reads_, line.file, line.title, planned_text(configuration)});
    ++reads_;
  }

  void compare() {
    const auto matches = matcher_.finish(known_.match_by());
    std::fill(update_.absent.begin(), update_.absent.end(), 1);
    for (const auto& match : matches)
      if (match.planned) update_.absent[*match.planned] = 0;
    for (auto& one : unmatched_) change(std::move(one), matches[one.read]);
    add_notes();
  }

  PlanUpdate result() {
    const bool more_runs = update_.header.runs_no > known_.runs_no();
    if (known_.plan() && known_.layout() == experiment::Layout::Single && (added_ > 0 || more_runs))
      throw usage_error("the experiment is one of a single run and takes no additions",
                        "launch a new one, without --resume");
    if (known_.plan() && more_runs)
      update_.notes.push_back(fmt::format("every configuration gets {} runs now", update_.header.runs_no));
    return std::move(update_);
  }

 private:
  void change(Unmatched&& one, const PlanMatch& match) {
    PlanChange change{match.planned, {one.file, match.number, one.title, {}, 0, 0}, numbered(one.text, match.number)};
    if (match.planned) {
      change.line.folder = update_.lines[*match.planned].folder;
      edited_[differences(planned_map(known_.text(*match.planned)), planned_map(change.text))].push_back(one.file);
      update_.lines[*match.planned] = change.line;
    } else {
      change.line.folder = experiment::configuration_folder(match.number, one.title);
      update_.lines.push_back(change.line);
      update_.absent.push_back(0);
      ++added_;
    }
    update_.changes.push_back(std::move(change));
  }

  void add_notes() {
    auto& notes = update_.notes;
    if (known_.plan() && added_ > 0)
      notes.push_back(fmt::format(
          "{} added", added_ == 1 ? "1 new configuration was" : fmt::format("{} new configurations were", added_)));
    for (const auto& [what, files] : edited_) {
      const auto which = files.size() == 1 ? fmt::format("the configuration '{}' was", files.front())
                                           : fmt::format("{} configurations ({}) were", files.size(),
                                                         text::some_of(files, most_differences));
      notes.push_back(fmt::format("{} edited ({}): runs that start from now on use {}", which, what,
                                  files.size() == 1 ? "it as it is now" : "them as they are now"));
    }
  }

  const KnownPlan& known_;
  PlanMatcher matcher_;
  PlanUpdate update_;
  std::vector<Unmatched> unmatched_;
  std::map<std::string, std::vector<std::string>> edited_;  ///< files, by what differs
  std::size_t reads_ = 0, added_ = 0;
};

/// A tree of the original: everything that is known, in its newest version.
void add_known(experiment::PlanWriter& writer, const PlanUpdate& update, const KnownPlan& known) {
  std::vector<const PlanChange*> edited(known.lines().size(), nullptr);
  for (const auto& change : update.changes)
    if (change.replaces) edited[*change.replaces] = &change;
  for (std::size_t i = 0; i < edited.size(); ++i)
    writer.add(update.lines[i], edited[i] ? edited[i]->text : known.text(i));
}

}  // namespace

PlanUpdate plan_update(const KnownPlan& known, experiment::PlanHeader header, const ReadConfigurations& read) {
  Update update(known, std::move(header));
  if (read) {
    read([&](Configuration&& configuration) { update.take(std::move(configuration)); });
    update.compare();
  }
  return update.result();
}

bool publish(const PlanUpdate& update, const KnownPlan& known, int experiment_folder) {
  const auto& plan = known.plan();
  if (plan && update.changes.empty() && update.runs_no() == known.runs_no()) return true;
  experiment::PlanWriter writer(experiment_folder, update.header);
  if (!plan) add_known(writer, update, known);
  for (const auto& change : update.changes)
    if (plan || !change.replaces) writer.add(change.line, change.text, change.replaces);
  return writer.publish(plan ? plan->parts() + 1 : 1, update.layout);
}

}  // namespace liftoff::launch
