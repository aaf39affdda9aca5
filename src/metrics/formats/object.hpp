#pragma once
// The numbers of a JSON object or a YAML mapping.
#include <liftoff/value.hpp>

#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// What null is: the way in which a document says NaN, or nothing.
enum class Nulls { AreNaN, AreNone };

/// Of an object and those in it; none of any other value.
Metrics numbers_of(const Value& value, Nulls nulls);

/// A whole document: an object, or a list of objects, which are rows; so is the log in a Trainer's state.
FileMetrics read_document(const Value& value, const MetricText& file);

}  // namespace liftoff::metrics
