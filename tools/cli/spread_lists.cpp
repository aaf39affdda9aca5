#include "cli/spread_lists.hpp"

#include "options/table.hpp"

namespace liftoff::tools::cli {

std::vector<std::string> spread_lists(const std::vector<std::string>& arguments, options::Forms form) {
  std::vector<std::string> spread;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const auto& name = arguments[at];
    spread.push_back(name);
    const auto* option = name.starts_with('-') ? options::find_option(form, name) : nullptr;
    if (!option || !option->further || at + 1 == arguments.size()) continue;
    if (!option->many) {
      const auto& next = arguments[at + 1];
      if (!next.starts_with('-') && !option->further(next))
        spread.back() = options::name_of(*option) + "=" + option->implied;
      continue;
    }
    spread.push_back(arguments[++at]);
    while (at + 1 < arguments.size() && option->further(arguments[at + 1])) {
      spread.push_back(name);
      spread.push_back(arguments[++at]);
    }
  }
  return spread;
}

}  // namespace liftoff::tools::cli
