#include "text/duration.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("spans of time as people read them") {
  CHECK(span_text(0) == "0s");
  CHECK(span_text(-5) == "0s");
  CHECK(span_text(59.4) == "59s");
  CHECK(span_text(59.6) == "1m 00s");
  CHECK(span_text(7500) == "2h 05m");
  CHECK(span_text(90000) == "1d 01h");
  CHECK(fine_span_text(0.354) == "0.35s");
  CHECK(fine_span_text(12.34) == "12.3s");
  CHECK(fine_span_text(59.96) == "1m 00s");
}
