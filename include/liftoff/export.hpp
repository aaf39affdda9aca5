#pragma once
// What libliftoff.so shows to those who link it; all else is hidden in it.

/// Before a public function, or between `class` and the name of a public class: a program may use it.
#define LIFTOFF_API __attribute__((visibility("default")))

/// The same for what only the five programs call. It is no promise: it changes with them.
#define LIFTOFF_TOOLS_API __attribute__((visibility("default")))
