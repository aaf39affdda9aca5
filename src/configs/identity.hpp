#pragma once
// What a configuration is known by, whatever its file is called and whatever number it has.
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::configs {

/// 128 bits of a text: two configurations with the same are taken for one.
struct Digest {
  std::uint64_t first = 0, second = 0;
  bool operator==(const Digest&) const = default;
};
Digest digest_of(std::string_view text);

struct Identity {
  /// Of the merged configuration without the keys that liftoff adds (value/run_keys.hpp). Values count with their type,
  /// the order of keys does not count.
  Digest content;
  /// Of `_experiment_parameters` by full path, which is what the configuration has at a path that ends in the short
  /// name: that name changes when a variable is added. Absent where there are none, as in files written by hand.
  std::optional<Digest> parameters;
};

/// `configuration`: merged, a mapping.
Identity identity_of(const Map& configuration);

}  // namespace liftoff::configs

template <> struct std::hash<liftoff::configs::Digest> {
  std::size_t operator()(const liftoff::configs::Digest& digest) const noexcept { return digest.first; }
};
