# Through ccache where it is installed, in such a way that equal files in another clone are found: paths below the
# source folder count from where the compiler runs, and that place itself counts for nothing. Files
# that use a precompiled header are cached only where ccache may take the header's macros for unchanged.
find_program(CCACHE ccache)
mark_as_advanced(CCACHE)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE}")
endif()
