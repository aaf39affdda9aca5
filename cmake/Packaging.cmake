# What `cmake --install` puts where: PREFIX/bin, PREFIX/lib/libliftoff.so, PREFIX/include/liftoff,
# PREFIX/lib/liftoff/python/liftoff. The build tree mirrors it.
set(python_package_dir "${CMAKE_INSTALL_LIBDIR}/liftoff/python")

add_custom_target(liftoff_python ALL
  COMMAND ${CMAKE_COMMAND} -E make_directory "${PROJECT_BINARY_DIR}/${python_package_dir}"
  COMMAND ${CMAKE_COMMAND} -E create_symlink "${PROJECT_SOURCE_DIR}/src/python/liftoff"
          "${PROJECT_BINARY_DIR}/${python_package_dir}/liftoff"
  VERBATIM)

install(TARGETS liftoff liftoff-prepare liftoff-status liftoff-abort liftoff-results
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS liftoff_core
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/liftoff DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY src/python/liftoff DESTINATION ${python_package_dir}
  FILES_MATCHING PATTERN "*.py" PATTERN "__pycache__" EXCLUDE)
