# What `cmake --install` puts where: PREFIX/bin, PREFIX/lib/libliftoff.so*, PREFIX/include/liftoff,
# PREFIX/lib/liftoff/python/liftoff, PREFIX/share/doc/liftoff. The build tree mirrors it: there the files of the Python
# package are links to the sources.
set(python_package_dir "${CMAKE_INSTALL_LIBDIR}/liftoff/python")
set(built_package "${PROJECT_BINARY_DIR}/${python_package_dir}/liftoff")

file(GLOB python_modules CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/src/python/liftoff" src/python/liftoff/*.py)
file(REMOVE_RECURSE "${built_package}")
file(MAKE_DIRECTORY "${built_package}")
foreach(module ${python_modules})
  file(CREATE_LINK "${PROJECT_SOURCE_DIR}/src/python/liftoff/${module}" "${built_package}/${module}" SYMBOLIC)
endforeach()
configure_file("${PROJECT_SOURCE_DIR}/cmake/_version.py.in" "${built_package}/_version.py" @ONLY)

install(TARGETS ${tools} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS liftoff_core
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/liftoff DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY src/python/liftoff DESTINATION ${python_package_dir} FILES_MATCHING PATTERN "*.py")
install(FILES "${built_package}/_version.py" DESTINATION ${python_package_dir}/liftoff)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
