// The only file that knows RE2.
#include "results/pattern.hpp"

#include <re2/re2.h>

#include <fmt/core.h>

#include <liftoff/error.hpp>

namespace liftoff::results {

namespace {

constexpr std::int64_t most_memory = 16 << 20;  ///< bytes, of a pattern and of a search

re2::RE2::Options re2_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  return options;
}

}  // namespace

Pattern::Pattern(const std::string& text) : expression_(std::make_unique<const re2::RE2>(text, re2_options())) {
  if (!expression_->ok())
    throw usage_error(fmt::format("'{}' is not a valid regular expression: {}", text, expression_->error()),
                      "the syntax is RE2's: no look-around (?=…), no back-references \\1, repetitions up to 1000");
}

Pattern::~Pattern() = default;

bool Pattern::occurs_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression_);
}

}  // namespace liftoff::results
