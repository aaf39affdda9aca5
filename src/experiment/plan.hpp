#pragma once
// The plan: what a launch asked for, frozen on disk before anything starts.
//
// Part n of an experiment's plan (n = 1 for the launch, one more for each --resume that adds or
// changes something) is a pair of files in the experiment folder:
//
//   .liftoff-plan-<n>.jsonl   the header, then one line for each configuration of the part
//   .liftoff-plan-<token>.yaml  the merged configurations, one YAML document each, in the same order
//
// The header's "texts" names the second file, which is published first. A line of a later part whose "replaces" is a
// number is that configuration as it was edited: configurations are counted from 0 in the order in which they were
// first planned. A line without adds one. Format version 2:
//
//   {"liftoff_plan":2,"configurations":9,"layout":"flat","runs_no":1,"name":"sweep","texts":"….yaml",
//    "created":1524936339.2,"cwd":"/home/me/work","options":{…}}
//   {"file":"sweep_0","cfg_id":0,"title":"x=1","folder":"0_x_1","at":4,"size":120,"replaces":7}
//
// Version 1 has no "replaces": a later part's line replaces the one with the same "file".
// "at" and "size" are the document's bytes in the second file. Options are those of options/recorded.hpp.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <liftoff/yaml.hpp>

#include "experiment/layout.hpp"
#include "experiment/plan_place.hpp"
#include "posix/fd.hpp"

namespace liftoff::experiment {

/// Runs of one experiment, at most.
inline constexpr std::size_t most_runs = 10'000'000;

struct PlanHeader {
  int version = 2;                 ///< of the format
  std::size_t configurations = 0;  ///< of this part
  Layout layout = Layout::Flat;    ///< part 1's holds for all
  int runs_no = 1;                 ///< the last part's holds for all
  std::string name;                ///< the experiment's
  std::string texts;               ///< file name
  double created = 0;              ///< Unix seconds
  std::string cwd;
  std::string options = "{}";  ///< JSON object; the last part's holds
};

/// One configuration of the plan, as its line says it.
struct PlannedConfiguration {
  std::string file;
  std::int64_t cfg_id = 0;
  std::string title;
  std::string folder;
  std::uint64_t at = 0, size = 0;  ///< its text in the part's texts
};

/// Writes one part into an experiment folder that nobody else sees yet, or, with publish(), beside the parts
/// that are there. Configurations go straight to disk. Destroyed before it is finished, it removes its files.
class PlanWriter {
 public:
  /// Errors: System.
  PlanWriter(int experiment_folder, PlanHeader header);
  ~PlanWriter();
  PlanWriter(const PlanWriter&) = delete;
  PlanWriter& operator=(const PlanWriter&) = delete;

  /// `at` and `size` are filled in here. `replaces`: what it is an edited version of.
  void add(const PlannedConfiguration& configuration, std::string_view yaml,
           std::optional<std::size_t> replaces = std::nullopt);
  std::size_t configurations() const { return header_.configurations; }
  /// Errors: System. False where part `number` is there already: somebody else was faster.
  bool publish(int number, Layout layout);

 private:
  void flush(std::size_t limit);

  int folder_;
  PlanHeader header_;
  std::string temporary_;
  posix::Fd lines_, texts_;
  std::string line_buffer_, text_buffer_;
  std::uint64_t text_size_ = 0;
  bool published_ = false;
};

/// A plan on disk, all parts together. Holds 24 bytes for each configuration, not its content.
class Plan {
 public:
  /// Nothing where the folder holds no plan (a tree of the original). Errors: System, or Usage for a
  /// damaged or future format.
  static std::optional<Plan> open(int experiment_folder);

  std::size_t configurations() const { return entries_.size(); }
  int runs_no() const { return header_.runs_no; }
  std::size_t runs() const { return configurations() * static_cast<std::size_t>(runs_no()); }
  int parts() const { return static_cast<int>(parts_.size()); }
  /// Layout and name of part 1, all else of the last part.
  const PlanHeader& header() const { return header_; }

  /// Configurations are counted in the order in which they were first planned. Errors: System.
  PlannedConfiguration configuration(std::size_t index) const { return line_of(entries_.at(index)); }
  /// The merged configuration as YAML, without the keys of a run.
  std::string text(std::size_t index) const { return text(index, configuration(index)); }
  /// The same for who has the configuration's line already.
  std::string text(std::size_t index, const PlannedConfiguration& line) const {
    return text_of(entries_.at(index), line);
  }
  /// Where the configuration's newest version stands.
  PlanPlace place(std::size_t index) const;
  /// text() of whichever version stands there; nothing where the plan has no such place.
  std::optional<std::string> text_at(PlanPlace place) const;
  /// Whether a configuration was edited since it was first planned.
  bool is_edited() const { return replacements_ > 0; }
  /// Whether a further part has been published since the plan was opened.
  bool is_outdated(int experiment_folder) const;
  /// Writes the files of the plan that are no longer there into an experiment folder again. Errors: System.
  void write_again(int experiment_folder) const;
  /// `configuration(index)` for all, read in one go.
  void for_each(const std::function<void(std::size_t index, const PlannedConfiguration&)>& use) const;

 private:
  struct Part {
    posix::Fd lines, texts;
    std::uint64_t texts_size = 0;  ///< bytes
  };
  struct Entry {
    std::uint64_t at = 0;
    std::uint32_t size = 0;
    std::uint32_t part = 0;
    std::uint32_t place = 0;
  };
  using Lines = std::unordered_map<std::string, std::size_t>;  ///< configurations by file
  void take_line(const Entry& entry, std::string_view line, const Lines* by_file);
  PlannedConfiguration line_of(const Entry& entry) const;
  std::string text_of(const Entry& entry, const PlannedConfiguration& line) const;
  void read_part(int experiment_folder, int number, posix::Fd lines);

  PlanHeader header_;
  std::vector<Part> parts_;
  std::vector<Entry> entries_;
  std::size_t replacements_ = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Entry>
      versions_;  ///< by part and place: edited ones, and all of later parts
};

/// The header of the last part alone, with `configurations` of all parts together where there is but one part:
/// what a look at an experiment needs first. Nothing where there is no plan or it can't be read.
std::optional<PlanHeader> read_plan_header(int experiment_folder);

/// Why Plan::open() fails; empty where it does not.
std::string fault_of_plan(int experiment_folder);

}  // namespace liftoff::experiment
