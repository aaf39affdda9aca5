#include "experiment/small_text.hpp"

#include "posix/file.hpp"

namespace liftoff::experiment {

namespace {

constexpr std::size_t longest_text = 4096;  // bytes read of `.__comment` and the like

}  // namespace

std::string small_text(int folder, const char* name) {
  std::string text(longest_text, '\0');
  text.resize(posix::read_small(folder, name, text.data(), text.size()).value_or(0));
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace liftoff::experiment
