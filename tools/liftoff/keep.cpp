#include <charconv>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "keeper/keep_alone.hpp"
#include "liftoff/verbs.hpp"

namespace liftoff::tools {

namespace {

template <class Number> Number place(const std::string& word, const char* of) {
  Number number = 0;
  const auto* end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, number);
  if (read.ec == std::errc{} && read.ptr == end && number >= 0) return number;
  throw usage_error(fmt::format("--keep needs the number of a {} from 0 on, not '{}'", of, word));
}

}  // namespace

int keep_run(const options::Options& options) {
  const auto& words = options.keep;
  if (words.size() != 3) throw usage_error("--keep needs a launch's context, a configuration and a run");
  const keeper::RunOrder order{place<std::uint32_t>(words[1], "configuration"), place<std::int32_t>(words[2], "run")};
  const auto report = keeper::keep_alone(words[0], order);
  fmt::print("{}", keeper::to_record(report));
  return keeper::exit_status(report);
}

}  // namespace liftoff::tools
