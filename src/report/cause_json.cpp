#include "report/cause_json.hpp"

#include <fmt/format.h>

#include "text/json_text.hpp"

namespace liftoff::report {

std::string cause_json(const std::optional<failures::FailureCause>& cause) {
  if (!cause) return "null";
  return fmt::format(R"({{"kind":"{}","message":{},"text":{}}})", cause->kind, text::json_quoted(cause->message),
                     text::json_quoted(cause->text));
}

}  // namespace liftoff::report
