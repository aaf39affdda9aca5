#pragma once
// configs/EXPERIMENT/.liftoff-prepare.json: what liftoff-prepare generated there, so that an
// interrupted or outdated preparation is noticed. One JSON object, replaced atomically:
//
//   {"format": 1, "state": "complete", "count": 6, "config_hash": "93c1f2aa0b7de410",
//    "numbers": [[0, 3], [6, 7]], "greatest": 8}
//
//   format       1; what a reader does not know reads as an interrupted preparation
//   state        "writing" from before the first file is deleted or written, "complete" after the
//                last; "writing" without a live liftoff-prepare means that it was interrupted
//   count        configurations generated; meaningful when complete
//   config_hash  64-bit FNV-1a of the bytes of config.yaml, 16 hexadecimal digits
//   numbers      of the generated files, from the first to the last of each row; absent in older manifests, where the
//                first `count` numbers were given; meaningful when complete
//   greatest     the greatest number that was ever given here; absent in older manifests
//
// While "writing", and after an interruption, nothing says which files had been made and which people wrote since: only
// what holds `_experiment_parameters` counts as generated then, as every generated file appears whole or not at all.
// Experiments without the file were written by hand or by the original liftoff.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::configs {

constexpr const char* prepare_manifest_name = ".liftoff-prepare.json";

struct PrepareManifest {
  /// Numbers in a row, both ends included.
  struct Range {
    std::int64_t first = 0, last = 0;
    bool operator==(const Range&) const = default;
  };

  bool complete = false;
  std::int64_t count = 0;
  std::string config_hash;
  std::vector<Range> numbers = {};  ///< sorted
  std::int64_t greatest = -1;

  /// Whether the file of that number was generated; none while it is being written.
  bool names(std::int64_t number) const;
};

/// Adds one greater than all before it to the rows of a manifest.
void add_number(std::vector<PrepareManifest::Range>& ranges, std::int64_t number);
/// As rows of a manifest.
std::vector<PrepareManifest::Range> ranges_of(std::vector<std::int64_t> numbers);

std::string config_hash(std::string_view bytes);

/// Nothing where there is none. What can't be understood reads as an interrupted preparation.
std::optional<PrepareManifest> read_prepare_manifest(int folder);
/// Errors: System.
void write_prepare_manifest(int folder, const PrepareManifest& manifest);

}  // namespace liftoff::configs
