#pragma once
#include <string>

namespace liftoff::results {

/// Ends an answer to Python with the exception that is to be raised there.
struct PythonError {
  std::string name, message;
};

}  // namespace liftoff::results
