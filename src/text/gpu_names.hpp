#pragma once
// How GPUs are written: "all", ids, UUIDs.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::text {

inline constexpr std::string_view all_gpus = "all";

/// "0, 1", "0,1" taken apart; nothing stands between two commas.
std::vector<std::string> gpu_words(std::string_view text);

/// The GPUs of one such word: an id, several (`0-3`: 0 to 3), or a UUID. Nothing for any other word.
std::optional<std::vector<std::string>> gpus_of(std::string_view word);

/// Whether all its words are of that kind, or "all".
bool is_gpu_list(std::string_view text);

}  // namespace liftoff::text
