#pragma once
// Which of a run's files are wanted: names, and versions of them. Pure.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff::results {

/// What a file's name says. `step__10__m.csv` is version 10 of `m.csv`: of the parts between `__`, the last
/// but one is a number. A name without such a part is final, and is a version of nothing but itself.
struct FileVersion {
  std::string_view name;                   ///< what it is a version of; points into the file's name
  std::optional<std::string_view> number;  ///< digits with an optional sign; absent: final
};
FileVersion parse_version(std::string_view file);

/// Numbers as FileVersion has them, of any length.
bool is_older(std::string_view number, std::string_view than);

enum class Versions {
  Latest,     ///< of each name the final file, or else the one with the greatest number
  FinalOnly,  ///< no file with a number
  All,        ///< every file, under its whole name
};

struct FileChoice {
  std::optional<std::vector<std::string>>
      names;  ///< absent: all; empty: none. `*` and `?` stand for others where `patterns`
  Versions versions = Versions::Latest;
  bool patterns = false;
};

/// The chosen ones among a run's files, sorted. Of equal versions the first by name is taken.
std::vector<std::string> choose_files(std::vector<std::string> files, const FileChoice& choice);

/// Whether a file of a run folder is liftoff's own: `.__start` and its kind, `.liftoff-*`.
bool is_own_file(std::string_view name);

}  // namespace liftoff::results
