#pragma once
// Defaults for command lines: ./.liftoff.yaml over $XDG_CONFIG_HOME/liftoff/config.yaml (else
// ~/.config/liftoff/config.yaml). Keys are the long options of the table that may be settings, written with - or _;
// what the command line gives wins over them.
#include <vector>

#include <liftoff/config.hpp>
#include <liftoff/export.hpp>

#include "options/option.hpp"

namespace liftoff::options {

/// The merged mapping; keys have `_` where they were written with `-`. Keys that no program reads warn, with the
/// nearest that one does. Errors: Usage, "file:line: what".
LIFTOFF_TOOLS_API Value load_settings(Warnings& warnings);

/// Fills what a command line left open; `given` are the rows that it names. A resumed launch has recorded options in
/// the place of settings. A text may be written as a number, a list as a single value; null is as good as absent; a
/// path's
/// `~` or `~/` is the home. Errors: Usage, "file:line: what", for a setting of this form that is of another kind or out
/// of range, whether it counts or not.
LIFTOFF_TOOLS_API void apply_settings(Options& to, const Value& settings, Forms form,
                                      const std::vector<const Option*>& given);

}  // namespace liftoff::options
