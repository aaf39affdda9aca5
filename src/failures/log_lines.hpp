#pragma once
// Lines of logs: those that say something, and those that don't. Pure.
#include <string_view>

#include "failures/found_error.hpp"

namespace liftoff::failures {

/// Without the time that it begins with, in brackets or not.
std::string_view without_time(std::string_view line);

/// What no cause is told by: lines without a letter, progress bars, warnings and what loggers say at lower
/// levels, farewells of wandb, what is indented below another line.
bool is_noise(std::string_view line);

/// The last lines, so many of which are no noise, and 1500 in all.
Lines telling_end(const Lines& lines, std::size_t telling);

/// A line that says of itself that it tells of an error: "[ERROR] …", "train.py: error: …", "fatal: …".
std::optional<FoundError> logged_error(const Lines& lines, std::size_t at);

/// The last line that is no noise, else the last one with a letter; without its time and a box's borders. "" where
/// there is none.
std::string last_words_of(const Lines& lines);

bool has_letter(std::string_view line);

/// "loss: 0.3" is a measure, whatever it is called: whether a text is a number.
bool is_measure(std::string_view text);

}  // namespace liftoff::failures
