#include "report/results_files.hpp"

#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "posix/terminal.hpp"
#include "report/color.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

constexpr std::string_view document = "{\"schema_version\": 1, \"runs\": [";

}  // namespace

FilePrinter::FilePrinter(PathFormat format, bool runs_only, Put put)
    : format_(format), runs_only_(runs_only), on_terminal_(posix::is_terminal(1)), put_(std::move(put)) {}

void FilePrinter::end() {
  if (format_ == PathFormat::Json) put_(first_ ? fmt::format("{}]}}\n", document) : "\n]}\n");
}

void FilePrinter::put_path(const std::string& path) {
  ++printed_;
  put_((on_terminal_ ? printable(path) : path) + (format_ == PathFormat::Zeros ? '\0' : '\n'));
}

void FilePrinter::put_json(const RunResults& run) {
  printed_ += runs_only_ ? 1 : run.files.size();
  const auto files = runs_only_ ? "[]" : text::json_array(run.files, text::json_quoted, ", ");
  put_(fmt::format(R"({}
{{"path": {}, "files": {}, "experiment": {}, "timestamp": {}, "state": "{}"}})",
                   first_ ? document : ",", text::json_quoted(run.path), files, text::json_quoted(run.experiment),
                   run.timestamp, run.state));
  first_ = false;
}

void FilePrinter::put(const RunResults& run) {
  if (format_ == PathFormat::Json) return put_json(run);
  if (runs_only_) return put_path(run.path);
  for (const auto& file : run.files) put_path(run.path + "/" + file);
}

}  // namespace liftoff::report
