#include "support.hpp"

namespace liftoff::test {

std::string tests_path(const std::string& relative) { return std::string(LIFTOFF_TESTS_DIR) + "/" + relative; }

}  // namespace liftoff::test
