#include "failures/exhausted_memory.hpp"

#include <algorithm>
#include <array>

#include "failures/error_line.hpp"

namespace liftoff::failures {

namespace {

/// Of PyTorch, CUDA's own libraries, JAX and TensorFlow.
constexpr std::array<std::string_view, 10> of_cuda{
    "CUDA out of memory",         "CUDA error: out of memory", "HIP out of memory",
    "cuda.OutOfMemoryError",      "CUDA_ERROR_OUT_OF_MEMORY",  "cudaErrorMemoryAllocation",
    "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED", "RESOURCE_EXHAUSTED: Out of memory",
    "ResourceExhaustedError"};
/// Of Python, numpy, C++, PyTorch on the CPU, the C library, the kernel.
constexpr std::array<std::string_view, 7> of_host{
    "MemoryError", "std::bad_alloc", "Cannot allocate memory", "can't allocate memory", "oom-kill",
    "OOM kill",    "OOMKilled"};
/// Of anybody; in other exceptions they may well speak of something else.
constexpr std::array<std::string_view, 2> of_some{"Out of memory", "out of memory"};

template <std::size_t N> bool has_any(std::string_view text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

}  // namespace

std::optional<Memory> exhausted_memory(std::string_view text) {
  if (has_any(text, of_cuda)) return Memory::Cuda;
  if (has_any(text, of_host) || (!names_exception(text) && has_any(text, of_some))) return Memory::Host;
  return std::nullopt;
}

}  // namespace liftoff::failures
