# -DLIFTOFF_SANITIZE=address,undefined or -DLIFTOFF_SANITIZE=thread. What the sanitizers add makes GCC 12 report
# variables as perhaps uninitialized that are not. "vptr" looks at an object through a pipe, and reports what is sound
# where a test leaves no descriptors.
set(LIFTOFF_SANITIZE "" CACHE STRING "Sanitizers to build with: empty, address,undefined or thread")
if(LIFTOFF_SANITIZE)
  target_compile_options(liftoff_options INTERFACE $<BUILD_INTERFACE:
    -fsanitize=${LIFTOFF_SANITIZE};-fno-sanitize=vptr;-fno-omit-frame-pointer;-fno-sanitize-recover=all;-g1;-Wno-maybe-uninitialized>)
  target_link_options(liftoff_options INTERFACE $<BUILD_INTERFACE:-fsanitize=${LIFTOFF_SANITIZE}>)
endif()

# Where both are shared libraries, GCC's undefined sanitizer does not write where it is told to beside the address
# sanitizer.
if(LIFTOFF_SANITIZE STREQUAL "address,undefined")
  set(BUILD_SHARED_LIBS OFF)
  target_link_options(liftoff_options INTERFACE $<BUILD_INTERFACE:-static-libasan;-static-libubsan>)
endif()
