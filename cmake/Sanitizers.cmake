# -DLIFTOFF_SANITIZE=address,undefined or -DLIFTOFF_SANITIZE=thread. What the sanitizers add makes GCC 12 report
# variables as perhaps uninitialized that are not. The check of vptr would need the types that the library hides.
set(LIFTOFF_SANITIZE "" CACHE STRING "Sanitizers to build with: empty, address,undefined or thread")
if(LIFTOFF_SANITIZE)
  target_compile_options(liftoff_options INTERFACE $<BUILD_INTERFACE:
    -fsanitize=${LIFTOFF_SANITIZE};-fno-sanitize=vptr;-fno-omit-frame-pointer;-fno-sanitize-recover=all;-g1;-Wno-maybe-uninitialized>)
  target_link_options(liftoff_options INTERFACE $<BUILD_INTERFACE:-fsanitize=${LIFTOFF_SANITIZE}>)
endif()
