#include "metrics/complaints.hpp"

#include <vector>

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

std::vector<std::string> told(int count) {
  std::vector<std::string> texts;
  const results::Complaint complain = [&](const std::string& text) { texts.push_back(text); };
  {
    Complaints complaints(complain);
    for (int i = 0; i < count; ++i) complaints.add("line " + std::to_string(i));
  }
  return texts;
}

}  // namespace

TEST_CASE("of a file's complaints the first is passed on, the others are counted") {
  using Texts = std::vector<std::string>;
  CHECK(told(0).empty());
  CHECK(told(1) == Texts{"line 0"});
  CHECK(told(3) == Texts{"line 0 (and 2 more like that)"});
}
