#include "text/hash.hpp"

namespace liftoff::text {

namespace {

constexpr std::uint64_t fnv_prime = 0x100000001b3;

std::uint64_t add_bytes(std::uint64_t hash, std::string_view text) noexcept {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * fnv_prime;
  return hash;
}

std::uint64_t little_endian(std::string_view eight) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(eight[i])} << (8 * i);
  return word;
}

}  // namespace

std::uint64_t fnv1a(std::string_view text) noexcept { return add_bytes(0xcbf29ce484222325, text); }

std::uint64_t checksum(std::string_view text) noexcept {
  std::uint64_t hash = 0x9e3779b97f4a7c15;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    hash = (hash ^ little_endian(text)) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  }
  return add_bytes(hash, text);
}

}  // namespace liftoff::text
