#pragma once
// A row of the table of options: all that is known of an option, in one place. Command lines, settings, the plan's
// record and --help come from it.
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "options/options.hpp"

namespace liftoff::options {

/// A set of programs, and of forms of liftoff-results.
using Forms = unsigned;
inline constexpr Forms to_launch = 1, to_prepare = 2, to_status = 4, to_abort = 8, to_results = 16, to_table = 32,
                       to_errors = 64, to_diff = 128;

enum class Kind { Flag, Number, Decimal, Text, Texts, Numbers, Duration, Seed };

/// What was written behind an option, or as a setting: a list's items, else one word; a flag's are "true" or "false".
using Words = std::vector<std::string>;

struct Option;

/// The member of Options that a row fills. Made by at<...> of options/member.hpp.
struct Member {
  Kind kind = Kind::Flag;
  bool (*set)(Options& to, const Words& words, const Option& option) = nullptr;  ///< false: not of that kind, or range
  Value (*get)(const Options& of) = nullptr;                                     ///< null: absent
  void (*merge)(Options& base, const Options& over) = nullptr;                   ///< what `over` has, goes over
  void (*forget)(Options& of) = nullptr;
};

struct Option {
  const char* names;       ///< "-p,--procs-no"; "SCRIPT" for what is known by its place; "": only recorded
  const char* value = "";  ///< what stands for its value in --help: "N"; in brackets where it may be left out
  const char* help = "";   ///< "": not shown
  Forms forms = 0;         ///< which take it
  Member member = {};
  const char* fallback = "";  ///< what holds without it, as --help says it
  Forms preset = 0;           ///< of forms: those in which `fallback`, as it would be typed, fills its member
  const char* hint = "";      ///< said where its value is refused
  const char* implied = "";   ///< its value where it stands alone

  double least = 0, most = 0;                   ///< numbers, and milliseconds of durations; `most` 0: no limit
  std::vector<const char*> one_of = {};         ///< the only texts; none: any
  bool may_be_empty = false;                    ///< a text
  bool commas = false;                          ///< texts: a word with commas is several
  bool is_path = false;                         ///< as a setting, `~` at its front is the home
  bool inverted = false;                        ///< a flag that, given, makes its member false
  bool required = false;                        ///< an argument that must be there
  std::vector<const char*> needed_unless = {};  ///< that must be there, as a setting at least, but with these options
  bool alone = false;                           ///< a question of another program's, which settings don't concern
  Forms without_short = 0;                      ///< where its short name means something else
  bool many = false;                            ///< takes all words up to the next option, and may be repeated
  /// Of `many`, whether such a further word belongs to it; of a value that may be left out, whether it is one.
  bool (*further)(const std::string&) = nullptr;

  std::vector<const char*> excludes = {};  ///< long names of options that don't go with it
  const char* instead = "";                ///< said where one of them is given, too
  std::vector<const char*> needs = {};     ///< of those of which one must be there

  bool setting = false;             ///< may stand in .liftoff.yaml
  bool setting_at_resume = false;   ///< and counts for a resumed launch too, which has its recorded options
  const char* setting_with = "";    ///< counts only where this option has a value (long name)
  const char* setting_unless = "";  ///< doesn't count where this one has one
  const char* recorded = "";        ///< its key in the plan's record; "": not recorded
  const char* displaces = "";       ///< given to a resumed launch, the recorded value of this one goes (long name)
};

/// "--procs-no", "-n" where there is no long name, "SCRIPT".
LIFTOFF_TOOLS_API std::string name_of(const Option& option);
/// The key in .liftoff.yaml: "procs_no", "script".
LIFTOFF_TOOLS_API std::string key_of(const Option& option);
/// "Processes at once (4)".
LIFTOFF_TOOLS_API std::string help_of(const Option& option);
/// What it needs, behind "needs": "a whole number from 1 to 100000".
LIFTOFF_TOOLS_API std::string needed(const Option& option);

/// Fills the member. `where` begins the message: "--procs-no", ".liftoff.yaml:3: 'procs_no'". Errors: Usage.
LIFTOFF_TOOLS_API void set(Options& to, const Option& option, const Words& words, const std::string& where);
/// The words of a value that a file holds; nothing for what is no text, number, flag or list of them.
std::optional<Words> words_of(const Value& value);

/// "90", "90s", "1.5h", "2d"; also m. Nothing for what is not a duration.
std::optional<std::chrono::milliseconds> parse_duration(const std::string& text);

}  // namespace liftoff::options
