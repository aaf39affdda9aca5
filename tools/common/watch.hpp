#pragma once
// -w: something is shown anew as it changes, in place on a terminal, until `q` or a signal.
#include <string>
#include <vector>

#include "posix/poll.hpp"

namespace liftoff::tools {

/// What is watched.
class Watched {
 public:
  Watched() = default;
  virtual ~Watched() = default;
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  /// The descriptors that become readable when something happened.
  virtual void add_to(posix::PollSet& set) const = 0;
  /// Notes what happened. True where there is something new to look at.
  virtual bool take_events() = 0;
  virtual void refresh() = 0;
  /// What a terminal shows, no line wider than it.
  virtual std::vector<std::string> lines() = 0;
  /// Where it is not drawn over: one document for each change.
  virtual std::string document() = 0;
  /// Whether lines() are others as time goes by, though nothing happens.
  virtual bool grows() const = 0;
  /// A key that does not end the watch. True where it changes what is shown.
  virtual bool press(char) { return false; }
  /// The watch is over: lines() are asked for once more, to stay.
  virtual void end() {}
};

/// Whether standard output is a terminal that can be drawn over.
bool can_draw_over();

/// Shows it at most every so many seconds; `drawn_over`: in place. The exit status; ends by a signal that was sent.
int watch(Watched& watched, double seconds, bool drawn_over);

}  // namespace liftoff::tools
