#include "failures/exhausted_memory.hpp"

#include <algorithm>
#include <array>

#include "failures/python_errors.hpp"

namespace liftoff::failures {

namespace {

/// Of PyTorch, CUDA's own libraries, JAX and TensorFlow.
constexpr std::array<std::string_view, 10> of_cuda{
    "CUDA out of memory",         "CUDA error: out of memory", "HIP out of memory",
    "cuda.OutOfMemoryError",      "CUDA_ERROR_OUT_OF_MEMORY",  "cudaErrorMemoryAllocation",
    "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED", "RESOURCE_EXHAUSTED: Out of memory",
    "ResourceExhaustedError"};
/// Of Python, numpy, C++, PyTorch on the CPU, the C library, Java, R, Rust, the kernel and Slurm.
constexpr std::array<std::string_view, 12> of_host{"MemoryError",
                                                   "std::bad_alloc",
                                                   "Cannot allocate memory",
                                                   "can't allocate memory",
                                                   "oom-kill",
                                                   "oom_kill",
                                                   "OOM kill",
                                                   "OOMKilled",
                                                   "OOM Killed",
                                                   "cannot allocate vector",
                                                   "memory allocation of ",
                                                   "OutOfMemoryError"};
/// Of anybody; in other exceptions they may well speak of something else.
constexpr std::array<std::string_view, 3> of_some{"Out of memory", "out of memory", "Out Of Memory"};
/// Where they speak of a GPU's.
constexpr std::array<std::string_view, 3> of_gpu{"CUDA", "Cuda", "cuda"};

template <std::size_t N> bool has_any(std::string_view text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

}  // namespace

std::optional<Memory> exhausted_memory(std::string_view text) {
  if (has_any(text, of_cuda)) return Memory::Cuda;
  if (has_any(text, of_host)) return Memory::Host;
  if (names_exception(text) || !has_any(text, of_some)) return std::nullopt;
  return has_any(text, of_gpu) ? Memory::Cuda : Memory::Host;
}

}  // namespace liftoff::failures
