#include "launch/run_queue.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::launch;

namespace {

std::vector<keeper::RunOrder> all(RunQueue queue) {
  std::vector<keeper::RunOrder> orders;
  for (; !queue.empty(); queue.pop()) orders.push_back(queue.peek());
  return orders;
}

}  // namespace

TEST_CASE("a computed queue goes through all configurations once for each run") {
  using Orders = std::vector<keeper::RunOrder>;
  CHECK(all(RunQueue(2, 2)) == Orders{{0, 0}, {1, 0}, {0, 1}, {1, 1}});
  CHECK(RunQueue(2, 3).size() == 6);
  CHECK(all(RunQueue(0, 5)).empty());
  CHECK(all(RunQueue(5, 0)).empty());
}

TEST_CASE("a listed queue keeps its order") {
  const std::vector<keeper::RunOrder> orders{{4, 1}, {0, 0}, {4, 0}};
  CHECK(all(RunQueue(orders)) == orders);
  CHECK(RunQueue(orders).size() == 3);
}
