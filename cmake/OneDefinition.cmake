# -DLIFTOFF_ODR=ON: objects hold what the link-time optimizer reads, and the target `odr` joins those of the library to
# those of each program, which fails where two types of one name differ (-Wodr). No machine code is made.
option(LIFTOFF_ODR "Compile for the target odr" OFF)
if(LIFTOFF_ODR)
  target_compile_options(liftoff_options INTERFACE $<BUILD_INTERFACE:-flto;-fno-fat-lto-objects>)
  add_custom_target(odr)
  foreach(tool ${tools})
    set(joined_objects
      $<TARGET_OBJECTS:liftoff_objects> $<TARGET_OBJECTS:liftoff_tool_common> $<TARGET_OBJECTS:${tool}>)
    set(joined "${PROJECT_BINARY_DIR}/${tool}-joined.o")
    add_custom_command(OUTPUT "${joined}"
      COMMAND ${CMAKE_CXX_COMPILER} -r -nostdlib -flto -flinker-output=rel -Wodr -Werror=odr
              -o "${joined}" ${joined_objects}
      DEPENDS ${joined_objects}
      COMMENT "One type for each name in ${tool}"
      COMMAND_EXPAND_LISTS VERBATIM)
    add_custom_target(odr-${tool} DEPENDS "${joined}")
    add_dependencies(odr odr-${tool})
  endforeach()
endif()
