#include "cli/command_line.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <liftoff/error.hpp>
#include <liftoff/version.hpp>

#include "cli/declared.hpp"
#include "cli/spread_lists.hpp"
#include "cli/taken_words.hpp"
#include "options/table.hpp"

namespace liftoff::tools::cli {

namespace {

using options::Option;
using options::Words;

struct Given {
  const Option* row;
  Words words;
};

class Reader {
 public:
  explicit Reader(const Description& program) : program_(program), app_(program.purpose, program.name) {
    declared_ = declare(app_, program);
    app_.set_version_flag("-V,--version", std::string(version()), "Show the version and exit");
    for (const auto& form : program.forms) {
      auto* app = app_.add_subcommand(form.name, form.purpose);
      app->group("Forms");
      forms_.push_back({&form, app, declare(*app, form)});
    }
    if (!forms_.empty()) app_.require_subcommand(0, 1);
  }

  void read(const std::vector<std::string>& arguments, CommandLine& to) {
    arguments_ = arguments;
    try {
      auto words = spread_lists(arguments, all_forms());
      std::reverse(words.begin(), words.end());
      app_.parse(words);
    } catch (const CLI::CallForHelp&) {
      to.answer = app_.help();
      return;
    } catch (const CLI::CallForVersion&) {
      to.answer = fmt::format("{} {}\n", program_.name, version());
      return;
    } catch (const CLI::ParseError& error) {
      colour(to);
      refuse(error);
    }
    colour(to);
    to.form = called().form;
    to.program = called_name();
    to.arguments = behind_form();
    const auto given = all_given();
    check_company(given);
    for (const auto& [row, words] : given) take(*row, words, to);
  }

 private:
  struct Form {
    const Description* description;
    CLI::App* app;
    std::vector<Declared> declared;
  };

  const Form* called_form() const {
    const auto it = std::find_if(forms_.begin(), forms_.end(), [](const Form& form) { return form.app->parsed(); });
    return it == forms_.end() ? nullptr : &*it;
  }
  const Description& called() const { return called_form() ? *called_form()->description : program_; }
  /// "liftoff-results table"
  std::string called_name() const { return called_form() ? program_.name + " " + called().name : program_.name; }
  std::string help_hint() const { return fmt::format("'{} --help' shows the options", called_name()); }

  options::Forms all_forms() const {
    auto all = program_.form;
    for (const auto& form : program_.forms) all |= form.form;
    return all;
  }

  /// So that errors are coloured as asked for.
  void colour(CommandLine& to) const {
    const auto look = [&](const Declared& declared) {
      const auto words = words_of(declared);
      if (options::name_of(*declared.row) == "--color") declared.row->member.set(to.options, words, *declared.row);
    };
    for (const auto& declared : declared_) look(declared);
    for (const auto& form : forms_)
      for (const auto& declared : form.declared) look(declared);
  }

  /// The arguments without the form's name.
  std::vector<std::string> behind_form() const {
    auto words = arguments_;
    if (!called_form()) return words;
    const auto name = std::find(words.begin(), words.end(), called().name);
    if (name != words.end()) words.erase(name);
    return words;
  }

  /// Where the command line has it first.
  std::size_t place_of(const Given& given) const {
    auto names = options::names_in(*given.row, given.row->forms);
    const auto is_it = [&](const std::string& word) {
      return std::any_of(names.begin(), names.end(), [&](const auto& name) {
        if (!name.starts_with('-')) return word == given.words.front();
        return name.starts_with("--") ? word == name || word.starts_with(name + "=") : word.starts_with(name);
      });
    };
    return static_cast<std::size_t>(std::find_if(arguments_.begin(), arguments_.end(), is_it) - arguments_.begin());
  }

  /// In the order given. Options in front of a form count for it too. Errors: Usage, where it has not such a one.
  std::vector<Given> all_given() const {
    std::vector<Given> given;
    for (const auto& declared : declared_)
      if (const auto words = words_of(declared); !words.empty()) add(given, row_of_called(*declared.row), words);
    if (const auto* form = called_form())
      for (const auto& declared : form->declared)
        if (const auto words = words_of(declared); !words.empty()) add(given, declared.row, words);
    std::stable_sort(given.begin(), given.end(),
                     [&](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    return given;
  }

  const Option* row_of_called(const Option& row) const {
    if (row.forms & called().form) return &row;
    const auto name = options::name_of(row);
    if (const auto* own = options::find_option(called().form, name)) return own;
    throw usage_error(fmt::format("{} is not an option of '{}'", name, called_name()), help_hint());
  }

  static void add(std::vector<Given>& given, const Option* row, const Words& words) {
    const bool is_flag = row->member.kind == options::Kind::Flag;
    const auto name = options::name_of(*row);
    const auto before = std::find_if(given.begin(), given.end(), [&](const Given& g) { return g.row == row; });
    if (before == given.end() && (row->many || words.size() == 1)) return given.push_back({row, words});
    if (before != given.end() && row->many) before->words.insert(before->words.end(), words.begin(), words.end());
    else if (before != given.end() && name == "--color") before->words = words;
    else if (before == given.end() || !is_flag) throw usage_error(fmt::format("{} is given twice", name));
  }

  static bool has(const std::vector<Given>& given, const std::string& name) {
    return std::any_of(given.begin(), given.end(), [&](const Given& g) { return options::name_of(*g.row) == name; });
  }

  static void check_company(const std::vector<Given>& given) {
    for (const auto& [row, words] : given) {
      const auto name = options::name_of(*row);
      for (const char* other : row->excludes)
        if (has(given, other)) throw usage_error(fmt::format("{} and {} don't go together", name, other), row->instead);
      const auto& needs = row->needs;
      if (!needs.empty() && std::none_of(needs.begin(), needs.end(), [&](const char* n) { return has(given, n); }))
        throw usage_error(fmt::format("{} goes with {}", name, fmt::join(needs, " or ")));
    }
  }

  static void take(const Option& row, const Words& words, CommandLine& to) {
    options::set(to.options, row, row.inverted ? Words{"false"} : words, options::name_of(row));
    to.given.push_back(&row);
  }

  /// What CLI11 found, in plain words.
  [[noreturn]] void refuse(const CLI::ParseError& error) const {
    if (const auto left = app_.remaining(true); !left.empty()) refuse_words(left);
    const std::string text = error.what();
    const auto name = text.substr(0, text.find_first_of(": "));
    const auto* row = options::find_option(called().form, name);
    if (!row) row = options::find_option(called().form, "--" + name);  // so CLI11 calls a flag
    if (row && row->member.kind == options::Kind::Flag)
      throw usage_error(fmt::format("{} takes no value", options::name_of(*row)), help_hint());
    if (row && !row->required)
      throw usage_error(fmt::format("{} needs a value: {}", options::name_of(*row), options::needed(*row)),
                        help_hint());
    if (row) refuse_missing(*row);
    throw usage_error(text, help_hint());
  }

  /// Of the places for words that belong to no option; a list may have taken them.
  [[noreturn]] void refuse_missing(const Option& row) const {
    const auto name = *row.value ? row.value : row.names;
    const auto arguments = behind_form();
    const auto lists = words_of_lists(arguments, called().form);
    if (lists.empty() || lists.back().words.size() < 2)
      throw usage_error(fmt::format("{} is missing", name), help_hint());
    const auto& list = lists.back();
    throw usage_error(fmt::format("{} is missing: {} took '{}'", name, list.option, fmt::join(list.words, "', '")),
                      fmt::format("put it first: {}",
                                  with_words_in_front(called_name(), arguments, list, missing_among(list.words))));
  }

  /// So many of them may be meant for the places that are empty, or have got one of them.
  std::size_t missing_among(const std::vector<std::string>& words) const {
    std::size_t missing = 0;
    for (const auto& declared : called_form() ? called_form()->declared : declared_) {
      const auto has = words_of(declared);
      const bool from_list = !has.empty() && std::find(words.begin(), words.end(), has.front()) != words.end();
      if (declared.row->required && (has.empty() || from_list)) ++missing;
    }
    return std::clamp<std::size_t>(missing, 1, words.size());
  }

  [[noreturn]] void refuse_words(std::vector<std::string> left) const {
    const auto place = [&](const std::string& word) { return std::find(arguments_.begin(), arguments_.end(), word); };
    std::stable_sort(left.begin(), left.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    std::vector<std::string> names;
    for (const auto& word : left)
      if (word.starts_with('-')) names.push_back(word.substr(0, word.find('=')));
    if (names.empty()) throw usage_error(fmt::format("'{}' is not expected here", left.front()), help_hint());
    for (const auto& form : program_.forms)
      if (options::find_option(form.form, names.front()))
        throw usage_error(fmt::format("{} is not an option of '{}'", names.front(),
                                      &form == &called() ? program_.name : called_name()),
                          fmt::format("it belongs behind '{} {}'", program_.name, form.name));
    refuse_unknown(names);
  }

  [[noreturn]] void refuse_unknown(const std::vector<std::string>& names) const {
    std::vector<std::string> meant;
    for (const auto& name : names)
      if (const auto near = options::nearest_option(called().form, name))
        meant.push_back(names.size() == 1 ? *near : fmt::format("{} for {}", *near, name));
    throw usage_error(fmt::format("there is no option '{}'", fmt::join(names, "', and no option '")),
                      meant.empty() ? help_hint() : fmt::format("did you mean {}?", fmt::join(meant, ", ")));
  }

  const Description& program_;
  CLI::App app_;
  std::vector<Declared> declared_;
  std::vector<Form> forms_;
  std::vector<std::string> arguments_;
};

}  // namespace

void read_command_line(const Description& program, const std::vector<std::string>& arguments, CommandLine& to) {
  Reader(program).read(arguments, to);
}

}  // namespace liftoff::tools::cli
