#include "launch/run_order.hpp"

#include <random>
#include <utility>

namespace liftoff::launch {

namespace {

std::uint64_t seed_of(const LaunchOptions& options) { return options.seed ? *options.seed : std::random_device{}(); }

std::vector<keeper::RunOrder> all_orders(std::size_t configurations, int runs) {
  std::vector<keeper::RunOrder> orders;
  for (RunQueue queue(configurations, runs); !queue.empty(); queue.pop()) orders.push_back(queue.peek());
  return orders;
}

}  // namespace

void draw_seed(LaunchOptions& options) {
  if (options.shuffle.value_or(false)) options.seed = seed_of(options);
}

RunQueue ordered(std::size_t configurations, int runs, const LaunchOptions& options) {
  if (!options.shuffle.value_or(false)) return RunQueue(configurations, runs);
  return ordered(all_orders(configurations, runs), options);
}

RunQueue ordered(std::vector<keeper::RunOrder> orders, const LaunchOptions& options) {
  if (!options.shuffle.value_or(false)) return RunQueue(std::move(orders));
  std::mt19937_64 random(seed_of(options));
  for (std::size_t left = orders.size(); left > 1; --left)  // std::shuffle's result differs between libraries
    std::swap(orders[left - 1], orders[random() % left]);
  return RunQueue(std::move(orders));
}

}  // namespace liftoff::launch
