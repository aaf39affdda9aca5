# What most files include is parsed once for the library, once for the five programs and once for the unit tests: half of
# a file's compile time. -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds without, which shows an #include that is missing.
set(common_headers <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <string> <string_view>
  <unordered_map> <utility> <variant> <vector> <fmt/format.h>)

# liftoff_precompile(TARGET HEADERS…), or, with the options of another target, liftoff_precompile(TARGET REUSE_FROM OTHER).
# GCC's preprocessor has to say where a precompiled header stood, or ccache cannot tell what a file includes.
function(liftoff_precompile target)
  if(ARGV1 STREQUAL "REUSE_FROM")
    target_precompile_headers(${target} REUSE_FROM ${ARGV2})
  else()
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()
