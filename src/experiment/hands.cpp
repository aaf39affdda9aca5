#include "experiment/hands.hpp"

#include <utility>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "posix/open_below.hpp"
#include "posix/random.hpp"
#include "text/fields.hpp"

namespace liftoff::experiment {

namespace {

constexpr std::size_t width = 640;  // bytes: of a time and the longest run

std::string line_of(std::string_view text) { return fmt::format("{:<{}}\n", text, width - 1); }

/// Adds what the file's keeper has in hand, if it has.
void add(std::unordered_map<RunRef, double>& runs, int file) {
  const auto text = posix::read_at(file, 0, width);
  text::Fields fields(std::string_view(text).substr(0, text.find_last_not_of(" \n") + 1));
  const auto taken = fields.number<double>();
  auto run = RunRef::parse(fields.rest());
  if (fields.good() && run && posix::is_locked(file)) runs.emplace(std::move(*run), taken);
}

}  // namespace

Hand::Hand(Hand&& other) noexcept
    : folder_(std::move(other.folder_)), file_(std::move(other.file_)), name_(std::exchange(other.name_, {})) {}

Hand::~Hand() { forget(); }

void Hand::forget() noexcept try {
  file_.reset();
  if (const auto name = std::exchange(name_, {}); !name.empty()) posix::remove_file(folder_.get(), name.c_str());
} catch (const Error&) {
  return;  // without its lock it says nothing
}

void Hand::open(int experiment) {
  folder_ = posix::make_folder_below(experiment, names::hands);
  name_ = posix::random_token();
  file_ = posix::open_for_reading_and_writing(folder_.get(), name_.c_str()).or_fail("cannot create", names::hands);
  posix::try_lock(file_.get());
}

void Hand::take(int experiment, const RunRef& run, double now) noexcept try {
  if (run.is_whole()) return;
  if (!file_) open(experiment);
  if (!posix::write_at(file_.get(), 0, line_of(fmt::format("{:.3f}\t{}", now, run.text())))) forget();
} catch (const std::exception&) {
  forget();
}

void Hand::let_go() noexcept try {
  if (file_ && !posix::write_at(file_.get(), 0, line_of(""))) forget();
} catch (const std::exception&) {
  forget();
}

std::unordered_map<RunRef, double> runs_in_hand(int experiment) {
  std::unordered_map<RunRef, double> runs;
  const auto folder = posix::open_folder(experiment, names::hands);
  const auto entries = folder ? posix::list_folder(folder.get(), ".") : folder.error();
  if (!entries) return runs;
  for (const auto& entry : *entries)
    if (const auto file = posix::open_for_reading(folder.get(), entry.name.c_str())) add(runs, file.get());
  return runs;
}

}  // namespace liftoff::experiment
