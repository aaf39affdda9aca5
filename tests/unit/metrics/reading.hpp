#pragma once
// A file of metrics, read as a run's file is, with what was complained about.
#include <string>
#include <string_view>
#include <vector>

#include "metrics/read_metrics.hpp"

namespace liftoff::test {

struct Reading : metrics::FileMetrics {
  std::vector<std::string> complaints;
};

inline Reading read_metrics(const char* file, std::string_view text, const char* at = "last",
                            metrics::FileEnd end = metrics::FileEnd::Whole) {
  Reading reading;
  const auto complain = [&](const std::string& what) { reading.complaints.push_back(what); };
  static_cast<metrics::FileMetrics&>(reading) =
      metrics::parse_metrics(text, file, metrics::parse_row_choice(at), end, complain);
  return reading;
}

}  // namespace liftoff::test
