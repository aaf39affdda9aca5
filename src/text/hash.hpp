#pragma once
// Hashes that stand in files: their values are part of the formats and must never change.
#include <cstdint>
#include <string_view>

namespace liftoff::text {

/// 64-bit FNV-1a, byte by byte: for names and small files.
std::uint64_t fnv1a(std::string_view text) noexcept;

/// Eight bytes at a time, for texts of many MiB: tells a damaged text from a whole one, no more.
std::uint64_t checksum(std::string_view text) noexcept;

}  // namespace liftoff::text
