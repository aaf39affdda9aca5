#include "metrics/formats/packed.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace liftoff::metrics {

namespace {

struct Kind {
  std::string_view begins;
  std::string_view what, remedy;
};

constexpr std::string_view write_it = "have the script write JSON or CSV";

// Text begins like none of these.
constexpr std::array<Kind, 12> kinds{{
    {"\x1f\x8b", "compressed (gzip)", "unpack it: gunzip"},
    {"BZh", "compressed (bzip2)", "unpack it: bunzip2"},
    {"\xfd"
     "7zXZ",
     "compressed (xz)", "unpack it: unxz"},
    {"\x28\xb5\x2f\xfd", "compressed (zstd)", "unpack it: unzstd"},
    {"PK\x03\x04", "an archive (zip; so are files of numpy's savez and torch.save)", write_it},
    {"\x80\x02", "pickled by Python", write_it},
    {"\x80\x03", "pickled by Python", write_it},
    {"\x80\x04", "pickled by Python", write_it},
    {"\x80\x05", "pickled by Python", write_it},
    {"\x93NUMPY", "an array of numpy's", write_it},
    {"PAR1", "a Parquet table", write_it},
    {"\x89HDF", "an HDF5 file", write_it},
}};

}  // namespace

std::optional<std::string> unreadable_kind(std::string_view text) {
  const auto* found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return text.starts_with(k.begins); });
  if (found == kinds.end()) return std::nullopt;
  return fmt::format("it is {}, which is not read: {}", found->what, found->remedy);
}

}  // namespace liftoff::metrics
