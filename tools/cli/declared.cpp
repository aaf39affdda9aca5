#include "cli/declared.hpp"

#include <fmt/format.h>
#include <CLI/App.hpp>

#include "cli/help.hpp"
#include "options/table.hpp"

namespace liftoff::tools::cli {

namespace {

using options::Option;

CLI::Option* declare_flag(CLI::App& app, const std::string& names, const Option& row) {
  const auto help = options::help_of(row);
  return app.add_flag(names, help)->disable_flag_override();
}

/// CLI11 only collects the words; the table reads them.
CLI::Option* declare_valued(CLI::App& app, const std::string& names, const Option& row) {
  auto* option = app.add_option(
      names, [](const CLI::results_t&) { return true; }, options::help_of(row));
  option->option_text(row.value)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  if (*row.implied) option->expected(0, 1)->default_str(row.implied);
  if (row.many) option->expected(CLI::detail::expected_max_vector_size)->allow_extra_args(!row.further);
  return row.required ? option->required() : option;
}

Declared declare_row(CLI::App& app, const Option& row, options::Forms form) {
  const auto names = fmt::format("{}", fmt::join(options::names_in(row, form), ","));
  auto* option =
      row.member.kind == options::Kind::Flag ? declare_flag(app, names, row) : declare_valued(app, names, row);
  if (!*row.help) option->group("");
  return {&row, option};
}

}  // namespace

std::vector<Declared> declare(CLI::App& app, const Description& form) {
  app.formatter(help_formatter());
  app.set_help_flag("-h,--help", "Show this text and exit");
  app.footer("Examples:\n" + form.examples);
  std::vector<Declared> declared;
  for (const auto& row : options::table())
    if ((row.forms & form.form) && *row.names) declared.push_back(declare_row(app, row, form.form));
  return declared;
}

options::Words words_of(const Declared& declared) {
  if (declared.option->count() == 0) return {};
  return declared.row->member.kind == options::Kind::Flag ? options::Words{"true"} : declared.option->results();
}

}  // namespace liftoff::tools::cli
