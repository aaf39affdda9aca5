#pragma once
// configs/EXPERIMENT/.liftoff-prepare.json: what liftoff-prepare generated there, so that an
// interrupted or outdated preparation is noticed. One JSON object, replaced atomically:
//
//   {"format": 1, "state": "writing", "count": 0, "config_hash": "93c1f2aa0b7de410"}
//
//   format       1; what a reader does not know reads as an interrupted preparation
//   state        "writing" from before the first file is deleted or written, "complete" after the
//                last; "writing" without a live liftoff-prepare means that it was interrupted
//   count        configurations generated; meaningful when complete
//   config_hash  64-bit FNV-1a of the bytes of config.yaml, 16 hexadecimal digits
//
// Experiments without the file were written by hand or by the original liftoff.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::configs {

constexpr const char* prepare_manifest_name = ".liftoff-prepare.json";

struct PrepareManifest {
  bool complete = false;
  std::int64_t count = 0;
  std::string config_hash;
};

std::string config_hash(std::string_view bytes);

/// Nothing where there is none. What can't be understood reads as an interrupted preparation.
std::optional<PrepareManifest> read_prepare_manifest(int folder);
/// Errors: System.
void write_prepare_manifest(int folder, const PrepareManifest& manifest);

}  // namespace liftoff::configs
