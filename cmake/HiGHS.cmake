# HiGHS, fetched by tools/setup.sh (pinned by version and SHA-256) into .cache/highs. Its C interface only: the C++ classes
# of the shipped library have another string ABI, and its own CMake files point at a folder that is not there.
set(HIGHS_DIR "${CMAKE_SOURCE_DIR}/.cache/highs" CACHE PATH "Folder holding include/highs and lib/libhighs.so")
if(NOT EXISTS "${HIGHS_DIR}/lib/libhighs.so" OR NOT EXISTS "${HIGHS_DIR}/include/highs/interfaces/highs_c_api.h")
  message(FATAL_ERROR "HiGHS is not in ${HIGHS_DIR}: run `make setup` first.")
endif()
add_library(highs SHARED IMPORTED)
set_target_properties(highs PROPERTIES
  IMPORTED_LOCATION "${HIGHS_DIR}/lib/libhighs.so"
  INTERFACE_INCLUDE_DIRECTORIES "${HIGHS_DIR}/include/highs")
