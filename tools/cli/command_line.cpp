#include "cli/command_line.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <liftoff/error.hpp>
#include <liftoff/version.hpp>

#include "cli/declared.hpp"
#include "cli/spread_lists.hpp"
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
    try {
      auto words = spread_lists(arguments, program_.form);
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

  /// In the order of the command's declarations. Options in front of a form count for it too. Errors: Usage, where it
  /// has not such a one.
  std::vector<Given> all_given() const {
    std::vector<Given> given;
    for (const auto& declared : declared_)
      if (const auto words = words_of(declared); !words.empty()) add(given, row_of_called(*declared.row), words);
    if (const auto* form = called_form())
      for (const auto& declared : form->declared)
        if (const auto words = words_of(declared); !words.empty()) add(given, declared.row, words);
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
        if (has(given, other)) throw usage_error(fmt::format("{} and {} don't go together", name, other));
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
    if (row) throw usage_error(fmt::format("{} is missing", *row->value ? row->value : row->names), help_hint());
    throw usage_error(text, help_hint());
  }

  [[noreturn]] void refuse_words(const std::vector<std::string>& left) const {
    const auto option = std::find_if(left.begin(), left.end(), [](const auto& w) { return w.starts_with('-'); });
    if (option == left.end()) throw usage_error(fmt::format("'{}' is not expected here", left.front()), help_hint());
    const auto name = option->substr(0, option->find('='));
    for (const auto& form : program_.forms)
      if (options::find_option(form.form, name))
        throw usage_error(
            fmt::format("{} is not an option of '{}'", name, &form == &called() ? program_.name : called_name()),
            fmt::format("it belongs behind '{} {}'", program_.name, form.name));
    const auto meant = options::nearest_option(called().form, name);
    throw usage_error(fmt::format("there is no option '{}'", name),
                      meant ? fmt::format("did you mean {}?", *meant) : help_hint());
  }

  const Description& program_;
  CLI::App app_;
  std::vector<Declared> declared_;
  std::vector<Form> forms_;
};

}  // namespace

void read_command_line(const Description& program, const std::vector<std::string>& arguments, CommandLine& to) {
  Reader(program).read(arguments, to);
}

}  // namespace liftoff::tools::cli
