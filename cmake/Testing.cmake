# Unit tests are one Catch2 program; everything else is a script that drives the real binaries.
option(LIFTOFF_TESTS "Build the tests" ON)
if(LIFTOFF_TESTS)
  enable_testing()
  add_subdirectory(tests)
endif()
