# Limits and environment of the tests: other ones where the programs were built with sanitizers, which make them several
# times slower. Tests that can't hold then know it by LIFTOFF_SANITIZED. Every report goes to a file in
# sanitizer-reports, so that it is seen whatever the test makes of the program's failure.
#
# The unit tests are looked through for leaks. The scripts are not: the check stops the process by ptrace, which those
# that trace the programs need themselves, and a keeper ends without it (_exit).
set(unit_timeout 60)
set(script_timeout 300)
set(unit_environment "")
set(script_environment "LIFTOFF_SANITIZED=${LIFTOFF_SANITIZE}")
if(LIFTOFF_SANITIZE)
  set(unit_timeout 240)
  set(script_timeout 1200)
  set(report "exitcode=99:log_path=${PROJECT_BINARY_DIR}/sanitizer-reports/report")
  if(LIFTOFF_SANITIZE STREQUAL "thread")
    set(unit_environment ENVIRONMENT "TSAN_OPTIONS=${report}")
  else()
    set(address "${report}:detect_stack_use_after_return=1:strict_string_checks=1")
    set(unit_environment ENVIRONMENT "ASAN_OPTIONS=${address}:detect_leaks=1")
    list(APPEND script_environment "ASAN_OPTIONS=${address}:detect_leaks=0"
      "UBSAN_OPTIONS=${report}:print_stacktrace=1")
  endif()
endif()
