#pragma once
#include <string>

#include <liftoff/value.hpp>

namespace liftoff::configs {

/// read_yaml() of a configuration that is going to be merged over `defaults` (null: nothing), whose
/// opaque keys it shares. Errors: as read_yaml(), and Usage where it is no mapping.
Value read_configuration(const std::string& path, const Map* defaults);

/// read_configuration() over nothing, with the texts that plain scalars are written as: a version 3.10 is not 3.1.
Value read_as_written(const std::string& path);

}  // namespace liftoff::configs
