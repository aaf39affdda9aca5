#include "posix/socket.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::posix;

TEST_CASE("records keep their bounds") {
  const auto [ours, theirs] = socket_pair();
  std::string record = "as it was";
  CHECK(receive_record(theirs.get(), record) == Received::Nothing);
  CHECK(record == "as it was");
  CHECK(send_record(ours.get(), "one"));
  CHECK(send_record(ours.get(), std::string(longest_record, 'x')));
  CHECK(receive_record(theirs.get(), record) == Received::Record);
  CHECK(record == "one");
  CHECK(receive_record(theirs.get(), record) == Received::Record);
  CHECK(record == std::string(longest_record, 'x'));
  CHECK(receive_record(theirs.get(), record) == Received::Nothing);
}

TEST_CASE("a record that is too long counts as an end") {
  const auto [ours, theirs] = socket_pair();
  CHECK(send_record(ours.get(), std::string(longest_record + 1, 'x')));
  std::string record;
  CHECK(receive_record(theirs.get(), record) == Received::Closed);
}

TEST_CASE("who is gone is seen from both ends") {
  auto [ours, theirs] = socket_pair();
  theirs.reset();
  std::string record;
  CHECK(receive_record(ours.get(), record) == Received::Closed);
  CHECK_FALSE(send_record(ours.get(), "x"));
}
