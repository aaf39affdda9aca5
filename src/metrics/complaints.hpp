#pragma once
#include <cstddef>
#include <string>

#include "results/complaint.hpp"

namespace liftoff::metrics {

/// Passes the first complaint about a file on, with how many more there were, when it goes.
class Complaints {
 public:
  explicit Complaints(const results::Complaint& complain) : complain_(complain) {}
  ~Complaints();
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;

  void add(std::string text);

 private:
  const results::Complaint& complain_;
  std::string first_;
  std::size_t count_ = 0;
};

}  // namespace liftoff::metrics
