#include "report/results_files.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "experiment/json_text.hpp"
#include "posix/terminal.hpp"
#include "report/color.hpp"

namespace liftoff::report {

namespace {

void write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace

FilePrinter::FilePrinter(PathFormat format, bool runs_only)
    : format_(format), runs_only_(runs_only), on_terminal_(posix::is_terminal(1)) {}

void FilePrinter::begin() {
  if (format_ == PathFormat::Json) write("{\"schema_version\": 1, \"runs\": [");
}

void FilePrinter::end() {
  if (format_ == PathFormat::Json) write(first_ ? "]}\n" : "\n]}\n");
}

void FilePrinter::put_path(const std::string& path) {
  ++printed_;
  write(on_terminal_ ? printable(path) : path);
  std::fputc(format_ == PathFormat::Zeros ? '\0' : '\n', stdout);
}

void FilePrinter::put_json(const RunResults& run) {
  printed_ += runs_only_ ? 1 : run.files.size();
  std::vector<std::string> quoted;
  for (const auto& file : run.files) quoted.push_back(json_quoted(file));
  write(fmt::format(R"({}{{"path": {}, "files": [{}], "experiment": {}, "timestamp": {}, "state": "{}"}})", first_ ? "\n" : ",\n",
                    json_quoted(run.path), fmt::join(quoted, ", "), json_quoted(run.experiment), run.timestamp, run.state()));
  first_ = false;
}

void FilePrinter::put(const RunResults& run) {
  if (format_ == PathFormat::Json) return put_json(run);
  if (runs_only_) return put_path(run.path);
  for (const auto& file : run.files) put_path(run.path + "/" + file);
}

}  // namespace liftoff::report
