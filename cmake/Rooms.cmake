# The files of a folder, compiled as one: what they all include is parsed once, a third of the work of a build from
# scratch. -DLIFTOFF_BY_ROOM=OFF compiles file by file, which is quicker while one file is being edited, and shows an
# #include that is missing. So two files of one folder cannot use one name for two things, even unnamed namespaces'.
option(LIFTOFF_BY_ROOM "Compile the files of a folder as one" ON)

# liftoff_hot_room(BASE ROOM): one whose functions are small and called without end (values). Compiled as one it is so
# large that GCC stops inlining, and reading 100,000 configurations costs a quarter more instructions; this takes that
# limit away. A precompiled header would bring its own limit along.
function(liftoff_hot_room base room)
  cmake_path(GET base FILENAME name)
  if(LIFTOFF_BY_ROOM AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE MATCHES "^Rel")
    set_source_files_properties("${PROJECT_BINARY_DIR}/rooms/${name}/${room}.cpp" PROPERTIES
      COMPILE_OPTIONS "--param;large-unit-insns=60000" SKIP_PRECOMPILE_HEADERS ON)
  endif()
endfunction()

# liftoff_by_room(VARIABLE BASE FILE…): what to compile in place of the files, all of them below BASE, which has to be an
# include directory; files in BASE itself stay as they are. What is written names no clone: ccache knows it in each.
function(liftoff_by_room variable base)
  if(NOT LIFTOFF_BY_ROOM)
    set(${variable} ${ARGN} PARENT_SCOPE)
    return()
  endif()
  cmake_path(GET base FILENAME name)  # tells src/abort/abort.cpp from tools/abort/abort.cpp
  set(sources "")
  set(rooms "")
  foreach(file IN LISTS ARGN)
    file(RELATIVE_PATH path "${base}" "${file}")
    if(path MATCHES "^([^/]+)/")
      list(APPEND rooms ${CMAKE_MATCH_1})
      string(APPEND text_${CMAKE_MATCH_1} "#include \"../${name}/${path}\"\n")
    else()
      list(APPEND sources "${file}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES rooms)
  foreach(room IN LISTS rooms)
    set(source "${PROJECT_BINARY_DIR}/rooms/${name}/${room}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "${text_${room}}" @ONLY)
    list(APPEND sources "${source}")
  endforeach()
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()
