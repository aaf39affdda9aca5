#include "failures/exhausted_memory.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::failures;

TEST_CASE("memory that ran out") {
  CHECK(exhausted_memory("torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB") ==
        Memory::Cuda);
  CHECK(exhausted_memory("MemoryError") == Memory::Host);
  CHECK(exhausted_memory("numpy.core._exceptions._ArrayMemoryError: Unable to allocate 8 GiB") == Memory::Host);
  CHECK(exhausted_memory("gcc: fatal error: out of memory") == Memory::Host);
  CHECK(exhausted_memory("OSError: [Errno 12] Cannot allocate memory") == Memory::Host);
  CHECK(exhausted_memory("RuntimeError: [enforce fail] DefaultCPUAllocator: can't allocate memory") == Memory::Host);
  for (const char* text :
       {"ValueError: BOOM", "ValueError: replay buffer ran out of memory slots", "KeyError: 'out of memory'"})
    CHECK_FALSE(exhausted_memory(text));
}
