#include "metrics/formats/packed.hpp"

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("files in formats that are not read are called by their name") {
  CHECK(read_metrics("m.json.gz", "\x1f\x8b\b").complaints ==
        Texts{"it is compressed (gzip), which is not read: unpack it: gunzip"});
  CHECK(read_metrics("m.csv", "BZh9").complaints ==
        Texts{"it is compressed (bzip2), which is not read: unpack it: bunzip2"});
  CHECK(read_metrics("m.pkl", "\x80\x04\x95").complaints ==
        Texts{"it is pickled by Python, which is not read: have the script write JSON or CSV"});
  CHECK(unreadable_kind("PAR1") == "it is a Parquet table, which is not read: have the script write JSON or CSV");
  CHECK(unreadable_kind("\x89HDF") == "it is an HDF5 file, which is not read: have the script write JSON or CSV");
  CHECK(unreadable_kind("PK\x03\x04\x14")
            ->starts_with("it is an archive (zip; so are files of numpy's savez and torch.save), which is not read: "));
  CHECK(unreadable_kind("\x93NUMPY")->starts_with("it is an array of numpy's, which is not read: "));
  CHECK(unreadable_kind("\xfd"
                        "7zXZ")
            ->ends_with("unpack it: unxz"));
  CHECK(unreadable_kind("\x28\xb5\x2f\xfd")->ends_with("unpack it: unzstd"));
  for (const auto* text : {"PK\x03\x04", "\x93NUMPY", "PAR1", "\x89HDF"})
    CHECK(unreadable_kind(text).value_or("").ends_with(", which is not read: have the script write JSON or CSV"));
  for (const auto* text : {"", "{}", "a,b\n1,2\n", "\x89PNG"}) CHECK_FALSE(unreadable_kind(text));
}
