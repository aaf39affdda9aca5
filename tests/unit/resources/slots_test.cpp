#include "resources/slots.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/socket.hpp"
#include "posix/spawn.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::resources;
using namespace std::chrono_literals;

namespace {

struct Experiment {
  liftoff::test::TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());
  SlotPool pool(int processes, std::vector<GpuSlots> gpus = {}) const { return {fd.get(), processes, std::move(gpus)}; }
};

Slot take(SlotPool& pool) {
  auto slot = pool.try_acquire();
  if (!slot) throw std::runtime_error("no slot was free");
  return std::move(*slot);
}

std::string gpu_of(SlotPool& pool, std::vector<Slot>& held) {
  held.push_back(take(pool));
  return held.back().gpu.value_or("none");
}

bool is_readable(const std::vector<int>& fds, std::chrono::milliseconds limit) {
  posix::PollSet set;
  for (const int fd : fds) set.add(fd);
  return set.wait(posix::monotonic_now() + limit);
}

}  // namespace

TEST_CASE("there are as many slots as processes at once") {
  const Experiment experiment;
  auto pool = experiment.pool(2);
  CHECK(pool.size() == 2);
  CHECK(pool.locks());
  std::optional<Slot> first = take(pool);
  const auto second = take(pool);
  CHECK(first->index == 0);
  CHECK(second.index == 1);
  CHECK_FALSE(first->gpu);
  CHECK_FALSE(pool.try_acquire());
  first.reset();
  CHECK(take(pool).index == 0);
}

TEST_CASE("a process goes to the GPU with the fewest") {
  const Experiment experiment;
  auto pool = experiment.pool(6, {{"0", 2}, {"1", 2}, {"2", 2}});
  std::vector<Slot> held;
  std::string order;
  for (int i = 0; i < 6; ++i) order += gpu_of(pool, held);
  CHECK(order == "012012");
  CHECK(pool.load() == std::vector<int>{2, 2, 2});
  CHECK_FALSE(pool.try_acquire());
  held.erase(held.begin() + 1);  // one on GPU 1
  CHECK(pool.load() == std::vector<int>{2, 1, 2});
  CHECK(gpu_of(pool, held) == "1");
  held.erase(held.begin());      // the first on GPU 0
  held.erase(held.begin());      // the first on GPU 2
  held.erase(held.begin() + 2);  // the last on GPU 2
  CHECK(pool.load() == std::vector<int>{1, 2, 0});
  CHECK(gpu_of(pool, held) == "2");
}

TEST_CASE("each GPU has the slots it was given") {
  const Experiment experiment;
  auto pool = experiment.pool(3, {{"0", 2}, {"1", 1}});
  std::vector<Slot> held;
  std::string order;
  for (int i = 0; i < 3; ++i) order += gpu_of(pool, held);
  CHECK(order == "010");
  CHECK_FALSE(pool.try_acquire());
  CHECK(held[2].index == 2);
}

TEST_CASE("the lesser of processes and GPU slots counts") {
  const Experiment experiment;
  SECTION("processes") {
    auto pool = experiment.pool(1, {{"0", 4}, {"1", 4}});
    CHECK(pool.size() == 1);
    const auto slot = take(pool);
    CHECK_FALSE(pool.try_acquire());
  }
  SECTION("GPU slots") {
    auto pool = experiment.pool(9, {{"0", 1}, {"1", 1}});
    CHECK(pool.size() == 2);
    std::optional<Slot> first = take(pool);
    const auto second = take(pool);
    CHECK_FALSE(pool.try_acquire());
    first.reset();
    const auto third = take(pool);
    CHECK(third.index == 0);  // its process slot was free again too
    CHECK(third.gpu == "0");
  }
}

TEST_CASE("launchers of one experiment share its slots, those of others do not") {
  const Experiment experiment, another;
  auto one = experiment.pool(3, {{"0", 2}, {"1", 2}}), two = experiment.pool(3, {{"0", 2}, {"1", 2}});
  auto elsewhere = another.pool(3, {{"0", 2}, {"1", 2}});
  const auto first = take(one), second = take(two), third = take(one);
  CHECK(first.gpu == "0");
  CHECK(second.gpu == "1");
  CHECK(second.index == 1);
  CHECK(third.index == 2);
  CHECK(two.load() == std::vector<int>{2, 1});
  CHECK_FALSE(one.try_acquire());
  CHECK_FALSE(two.try_acquire());
  CHECK(take(elsewhere).index == 0);
}

TEST_CASE("GPUs of any name have slots") {
  const Experiment experiment;
  auto pool = experiment.pool(2, {{"MIG-GPU-7f/1/0", 1}, {"1", 1}});
  const auto slot = take(pool);
  CHECK(slot.gpu == "MIG-GPU-7f/1/0");
  CHECK(pool.load() == std::vector<int>{1, 0});
}

TEST_CASE("who waits for a slot is woken when its holder ends") {
  const Experiment experiment;
  auto pool = experiment.pool(1);
  auto other = experiment.pool(1);
  auto [ours, theirs] = posix::socket_pair();
  auto [told, tell] = posix::socket_pair();
  auto slot = pool.try_acquire();
  const int pid = posix::fork_process().value();
  REQUIRE(pid >= 0);
  if (pid == 0) {  // a keeper: it holds the slot until the test lets it go
    ours.reset();
    told.reset();
    slot->sign();
    posix::send_record(tell.get(), "x");
    posix::PollSet set;
    set.add(theirs.get());
    set.wait(std::nullopt);
    posix::exit_now(0);
  }
  slot.reset();  // this process's copy
  const bool signed_in_time = is_readable({told.get()}, 60s);
  const auto watched = other.watch();
  const bool early = is_readable(watched, 0ms);
  const bool taken = !other.try_acquire();
  ours.reset();
  const bool woken = is_readable(watched, 60s);
  posix::reap_one(pid);
  CHECK(signed_in_time);
  CHECK(watched.size() == 2);
  CHECK_FALSE(early);
  CHECK(taken);
  CHECK(woken);
  CHECK(other.try_acquire());
}

TEST_CASE("who waits for a slot is woken when somebody else takes one") {
  const Experiment experiment;
  auto pool = experiment.pool(2), other = experiment.pool(2);
  const auto first = take(pool);
  first.sign();
  CHECK_FALSE(is_readable(other.watch(), 0ms));
  const auto second = take(pool);
  second.sign();
  const auto watched = other.watch();
  second.sign();
  CHECK(is_readable({watched.front()}, 60s));
  CHECK_FALSE(is_readable({other.watch().front()}, 0ms));  // that was taken note of
}

TEST_CASE("a shorter holder leaves nothing of a longer one behind") {
  const Experiment experiment;
  auto pool = experiment.pool(1);
  const auto slot = take(pool);
  experiment.folder.write(std::string(experiment::names::slots) + "/" + posix::this_host().host + "/proc-0",
                          std::string(90, '9'));
  slot.sign();
  const auto text = posix::read_user_file(experiment.folder.path() + "/" + experiment::names::slots + "/" +
                                          posix::this_host().host + "/proc-0");
  CHECK(text.starts_with("{\"v\":1,\"pid\":" + std::to_string(posix::self().pid) + ","));
  CHECK(text.find('9', text.find('}')) == std::string::npos);
}

TEST_CASE("a link in place of the slots' folder is refused") {
  const Experiment experiment;
  liftoff::test::TempDir outside;
  experiment.folder.link(experiment::names::slots, outside.path());
  CHECK_THROWS_AS(experiment.pool(1), Error);
  CHECK(posix::list_folder(posix::here(), outside.path().c_str())->empty());
}
