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
  CHECK(exhausted_memory("Cuda failure 2 'out of memory'") == Memory::Cuda);
  for (const char* text : {"java.lang.OutOfMemoryError: Java heap space", "srun: error: node1: task 0: Out Of Memory",
                           "Error: cannot allocate vector of size 7.5 Gb", "memory allocation of 8 bytes failed"})
    CHECK(exhausted_memory(text) == Memory::Host);
  for (const char* text :
       {"ValueError: BOOM", "ValueError: replay buffer ran out of memory slots", "KeyError: 'out of memory'"})
    CHECK_FALSE(exhausted_memory(text));
}
