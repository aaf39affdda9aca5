#include "common/arguments.hpp"

#include <algorithm>

namespace liftoff::tools {

namespace {

bool is_gpu_list(const std::string& word) {
  if (word == "all" || word.starts_with("GPU-") || word.starts_with("MIG-")) return true;
  return !word.empty() && word.find_first_not_of("0123456789,") == std::string::npos;
}

bool is_number_list(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789,") == std::string::npos;
}

bool is_word(const std::string& word) { return !word.starts_with('-'); }

using Belongs = bool (*)(const std::string&);

Belongs list_of(const std::string& option) {
  if (option == "-g" || option == "--gpus") return is_gpu_list;
  if (option == "--per-gpu") return is_number_list;
  if (option == "-c" || option == "--config-file" || option == "--config-files") return is_word;
  return nullptr;
}

}  // namespace

std::vector<std::string> spread_lists(const std::vector<std::string>& arguments) {
  std::vector<std::string> spread;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const auto& option = arguments[at];
    spread.push_back(option);
    const auto belongs = list_of(option);
    if (!belongs || at + 1 == arguments.size()) continue;
    spread.push_back(arguments[++at]);
    while (at + 1 < arguments.size() && belongs(arguments[at + 1])) {
      spread.push_back(option);
      spread.push_back(arguments[++at]);
    }
  }
  return spread;
}

}  // namespace liftoff::tools
