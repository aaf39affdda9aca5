#include "cli/help.hpp"

#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Formatter.hpp>

#include "report/text_width.hpp"

namespace liftoff::tools::cli {

namespace {

constexpr std::size_t columns = 80, description_column = 28;

/// Words from `column` on, further lines from there too; `column` is where the text stands already.
std::string wrapped(const std::string& text, std::size_t column) {
  std::string lines;
  std::size_t at = column;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const auto width = report::text_width(word);
    if (at > column && at + 1 + width > columns) {
      lines += "\n" + std::string(column, ' ');
      at = column;
    }
    if (at > column) lines += ' ', ++at;
    lines += word;
    at += width;
  }
  return lines;
}

std::string entry(const std::string& name, const std::string& description) {
  const auto head = "  " + name;
  const bool own_line = head.size() + 2 > description_column;
  const auto gap =
      own_line ? "\n" + std::string(description_column, ' ') : std::string(description_column - head.size(), ' ');
  return head + gap + wrapped(description, description_column) + "\n";
}

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool positional) const override {
    const auto name = positional ? stands_for(option) : make_option_name(option, false) + make_option_opts(option);
    return entry(name, make_option_desc(option));
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    const auto& text = option->get_option_text();
    return text.empty() ? "" : " " + text;
  }

  std::string make_option_usage(const CLI::Option* option) const override {
    return option->get_required() ? stands_for(option) : fmt::format("[{}]", stands_for(option));
  }

  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    auto text = CLI::Formatter::make_help(app, std::move(name), mode);
    for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at)) text.erase(at, 1);
    return text;
  }

  std::string make_subcommand(const CLI::App* form) const override {
    return entry(form->get_name(), form->get_description());
  }

  std::string make_description(const CLI::App* app) const override { return wrapped(app->get_description(), 0) + "\n"; }

  std::string make_usage(const CLI::App* app, std::string name) const override {
    auto usage = fmt::format("\nUsage: {} [OPTIONS]", name);
    for (const auto* option : app->get_options([](const CLI::Option* o) { return o->get_positional(); }))
      usage += " " + make_option_usage(option);
    for (const auto* form : app->get_subcommands({})) {
      usage += fmt::format("\n       {} {} [OPTIONS]", name, form->get_name());
      for (const auto* option : form->get_options([](const CLI::Option* o) { return o->get_positional(); }))
        usage += " " + make_option_usage(option);
    }
    return usage + "\n";
  }

 private:
  std::string stands_for(const CLI::Option* option) const {
    return option->get_option_text().empty() ? make_option_name(option, true) : option->get_option_text();
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() {
  auto formatter = std::make_shared<HelpFormatter>();
  formatter->label("Positionals", "Arguments");
  return formatter;
}

}  // namespace liftoff::tools::cli
