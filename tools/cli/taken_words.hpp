#pragma once
#include <string>
#include <vector>

#include "options/option.hpp"

namespace liftoff::tools::cli {

/// What stands behind an option that takes several words.
struct TakenWords {
  std::string option;  ///< as it is written
  std::vector<std::string> words;
  std::size_t end = 0;  ///< place of the argument behind the last of them
};

/// Of each such option, in order: its words may hold what was meant to stand by itself.
std::vector<TakenWords> words_of_lists(const std::vector<std::string>& arguments, options::Forms form);

/// The command line with the last `count` words of a list in front, as a shell reads it: "liftoff train.py -c diff".
/// Precondition: it has so many.
std::string with_words_in_front(const std::string& program, std::vector<std::string> arguments, const TakenWords& list,
                                std::size_t count);

}  // namespace liftoff::tools::cli
