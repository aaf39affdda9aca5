#include "failures/normalised_error.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::failures;

TEST_CASE("what differs from run to run is normalised away") {
  CHECK(normalised_error("RuntimeError: <Net object at 0x7f3a90> failed at step 1200") ==
        "RuntimeError: <Net object at 0x#> failed at step #");
  CHECK(normalised_error("FileNotFoundError: [Errno 2] No such file or directory: 'results/1_a/0_x/m.pt'") ==
        "FileNotFoundError: [Errno #] No such file or directory: '<path>'");
  CHECK(normalised_error("No such file: 'data_0.npy'") == "No such file: 'data_#.npy'");
  CHECK(normalised_error("KeyError: 'sample_3'") == "KeyError: 'sample_#'");
  CHECK(normalised_error("shapes (64x512 and 256x10)") == "shapes (#x# and #x#)");
  CHECK(normalised_error("no checkpoint in 1700000021_e2/3_lr_0_1 at epoch +1") ==
        "no checkpoint in <path> at epoch #");
  CHECK(normalised_error("OSError: cannot read /data/set 3.npz: gone") == "OSError: cannot read <path> #.npz: gone");
  CHECK(normalised_error("loss is -1.5e-07 or 2,000.5") == "loss is # or #");
  CHECK(normalised_error("layer3.weight is float32, uint8, utf-8, cuda:1") ==
        "layer#.weight is float32, uint8, utf-8, cuda:#");
  CHECK(normalised_error("run 550e8400-e29b-41d4-a716-446655440000 gone") == "run # gone");
  CHECK(normalised_error("\x1b[31mError\x1b[0m: \x07red") == "Error: red");
  CHECK(normalised_error("TypeError: unsupported operand type(s) for /: 'str' and 'int'") ==
        "TypeError: unsupported operand type(s) for /: 'str' and 'int'");
  CHECK(normalised_error("got 'a b/c' and/or https://x.org/7") == "got 'a b/c' and/or https://x.org/#");
  const std::string path(400, 'p');
  CHECK(normalised_error("cannot read /" + path + " but " + std::string(300, 'x')) ==
        normalised_error("cannot read /a" + path + " but " + std::string(300, 'x')));
  CHECK(normalised_error(std::string(499, 'x') + "é and more") == std::string(499, 'x') + "…");
}
