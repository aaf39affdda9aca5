# One interface target carries what every translation unit of the project shares.
option(LIFTOFF_WERROR "Treat warnings as errors" ON)

# GCC 12 reports -Wrestrict for concatenated std::string literals (GCC bug 105651).
add_library(liftoff_options INTERFACE)
target_compile_options(liftoff_options INTERFACE $<BUILD_INTERFACE:
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -Wconversion -Wsign-conversion -Woverloaded-virtual -Wno-restrict -Wnull-dereference -Wformat=2
  $<$<BOOL:${LIFTOFF_WERROR}>:-Werror>>)
