#include "experiment/run_ref.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace liftoff::experiment {

std::optional<RunRef> RunRef::parse(std::string_view text) {
  if (text == ".") return RunRef();
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('/', at), text.size());
    const auto step = text.substr(at, end - at);
    if (step.empty() || step == "." || step == "..") return std::nullopt;
    at = end + 1;
  }
  return RunRef(std::string(text));
}

int RunRef::depth() const {
  return is_whole() ? 0 : 1 + static_cast<int>(std::count(relative_.begin(), relative_.end(), '/'));
}

std::string RunRef::path(std::string_view experiment) const {
  std::string path(experiment);
  return is_whole() ? path : path.append("/").append(relative_);
}

std::string RunRef::file(std::string_view name) const {
  return std::string(relative_).append(is_whole() ? "" : "/").append(name);
}

std::pair<RunRef, std::optional<std::int64_t>> RunRef::repetition() const {
  const auto slash = relative_.rfind('/');
  if (slash == std::string::npos) return {*this, std::nullopt};
  std::int64_t number = 0;
  const auto* end = relative_.data() + relative_.size();
  const auto [at, error] = std::from_chars(relative_.data() + slash + 1, end, number);
  if (error != std::errc{} || at != end) return {*this, std::nullopt};
  return {RunRef(relative_.substr(0, slash)), number};
}

RunRef run_ref(Layout layout, std::string_view folder, int run_id) {
  if (layout == Layout::Single) return {};
  if (layout == Layout::Flat && run_id == 0) return RunRef(std::string(folder));
  return RunRef(fmt::format("{}/{}", folder, run_id));
}

}  // namespace liftoff::experiment
