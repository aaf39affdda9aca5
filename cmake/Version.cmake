# The version stands in project() and nowhere else: the library tells it to the programs and to who links it;
# Packaging.cmake writes it for scripts.
set(version_source "${PROJECT_BINARY_DIR}/generated/version.cpp")
configure_file("${PROJECT_SOURCE_DIR}/cmake/version.cpp.in" "${version_source}" @ONLY)
