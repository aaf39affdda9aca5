# One interface target carries what every translation unit of the project shares.
option(LIFTOFF_WERROR "Treat warnings as errors" ON)

# A name of one file does not hide that of another where the files of a folder are compiled as one.
set(shadow $<IF:$<BOOL:${LIFTOFF_BY_ROOM}>,-Wshadow=local,-Wshadow>)

# GCC 12 reports -Wrestrict for concatenated std::string literals (GCC bug 105651).
add_library(liftoff_options INTERFACE)
target_compile_options(liftoff_options INTERFACE $<BUILD_INTERFACE:
  -Wall -Wextra -Wpedantic ${shadow} -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -Wconversion -Wsign-conversion -Woverloaded-virtual -Wno-restrict -Wnull-dereference -Wformat=2
  $<$<BOOL:${LIFTOFF_WERROR}>:-Werror>>)

# From a precompiled header GCC 12 forgets which headers are the system's, and shows what its optimizer wrongly suspects
# in them. Without precompiled headers (as for clang-tidy) these warnings are on.
if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
  target_compile_options(liftoff_options INTERFACE $<BUILD_INTERFACE:
    -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-null-dereference -Wno-maybe-uninitialized>)
endif()
