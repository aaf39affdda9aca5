#include "cli/taken_words.hpp"

#include <algorithm>

#include "options/table.hpp"
#include "text/words.hpp"

namespace liftoff::tools::cli {

namespace {

bool belongs(const options::Option& option, const std::string& word, bool is_first) {
  if (word.starts_with('-')) return false;
  return is_first || !option.further || option.further(word);
}

}  // namespace

std::vector<TakenWords> words_of_lists(const std::vector<std::string>& arguments, options::Forms form) {
  std::vector<TakenWords> lists;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const auto& name = arguments[at];
    const auto* option = name.starts_with('-') ? options::find_option(form, name) : nullptr;
    if (!option || !option->many) continue;
    TakenWords list{name, {}, 0};
    while (at + 1 < arguments.size() && belongs(*option, arguments[at + 1], list.words.empty()))
      list.words.push_back(arguments[++at]);
    list.end = at + 1;
    if (!list.words.empty()) lists.push_back(std::move(list));
  }
  return lists;
}

std::string with_words_in_front(const std::string& program, std::vector<std::string> arguments, const TakenWords& list,
                                std::size_t count) {
  const auto end = arguments.begin() + static_cast<std::ptrdiff_t>(list.end);
  std::rotate(arguments.begin(), end - static_cast<std::ptrdiff_t>(count), end);
  if (list.words.size() == count)  // nothing is left for it
    std::erase(arguments, list.option);
  auto command = program;
  for (const auto& word : arguments) command += ' ' + text::shell_word(word);
  return command;
}

}  // namespace liftoff::tools::cli
