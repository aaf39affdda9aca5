#include "grid/likely_mistakes.hpp"

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

using namespace liftoff;
using namespace liftoff::grid;

namespace {

using Texts = std::vector<std::string>;

Texts mistakes(const char* config, const char* defaults = "") {
  const Value grid = parse_yaml(config, "c.yaml");
  const auto all = read_variables(grid);
  return likely_mistakes(all, read_filters(grid, all), *parse_yaml(defaults, "d.yaml").get_if<Map>());
}

}  // namespace

TEST_CASE("a value that is listed again makes equal configurations") {
  CHECK(mistakes("lr: [0.1, 1e-1, 0.1]\n") ==
        Texts{"c.yaml:1: 'lr' lists 0.1 in 3 places",
              "c.yaml:1: configurations that equal another: 2 of 3 (for repetitions there is 'liftoff --runs-no N')"});
  CHECK(mistakes("o:\n  lr:\n  - 0.1\n  - 0.2\n  - 0.1\nopt: [adam, sgd, adam]\n") ==
        Texts{"c.yaml:6: 'opt' lists adam twice", "c.yaml:5: 'o.lr' lists 0.1 twice",
              "c.yaml:6: configurations that equal another: 5 of 9 (for repetitions there is 'liftoff --runs-no N')"});
  CHECK(mistakes("a: [1, 1, 2, 2, 3, 3, 4, 4]\n").front() ==
        "c.yaml:1: 'a' lists 1 twice, 2 twice, 3 twice and 1 more");
  CHECK(mistakes("a: [{x: 1, y: 2}, {y: 2, x: 1}]\n").size() == 2);
  CHECK(mistakes("a: [.nan, .NaN]\n").size() == 2);
  CHECK(mistakes("a: [[1, 2], [2, 1], '', ' ', null, no, 0x10, 17]\n").empty());
}

TEST_CASE("equal configurations are counted among those that filters leave") {
  CHECK(mistakes("a: [1, 1, 2]\nb: [1, 2]\nfilter_out: [{left: a, right: b, exclude: [[1, 2]]}]\n")
            .back()
            .find("equal another: 1 of 4 ") != std::string::npos);
}

TEST_CASE("different values that titles show alike") {
  CHECK(mistakes("a: [1, 2, '1']\n") == Texts{"c.yaml:1: 'a' lists 1 and '1', which titles show alike: '1'"});
  CHECK(mistakes("o: [{__name: adam, lr: 1}, {__name: adam, lr: 2}]\n") ==
        Texts{"c.yaml:1: 'o' lists {__name: adam, lr: 1} and {__name: adam, lr: 2}, which titles show alike: 'adam'"});
  CHECK(mistakes("a: [1, 1.0, true, 'true']\n").empty());
}

TEST_CASE("a variable that the defaults have no key for") {
  CHECK(mistakes("optim: {lrr: [1, 2]}\nlr: [1, 2]\nother: [1, 2]\n", "optim:\n  lr: 1\n") ==
        Texts{"c.yaml:3: d.yaml has no 'other': if it isn't misspelt, give it a value there, too",
              "c.yaml:2: d.yaml has no 'lr': did you mean 'optim.lr'?",
              "c.yaml:1: d.yaml has no 'optim.lrr': did you mean 'optim.lr'?"});
  CHECK(mistakes("a: {b: [1, 2]}\n", "a: 1\n").front().starts_with("c.yaml:1: d.yaml has no 'a.b': "));
  CHECK(mistakes("a_: {b: [1, 2]}\nc: {d: [1, 2]}\n", "a: {}\nc_: {}\n").empty());
  CHECK(mistakes("a: [1, 2]\n").empty());
}

TEST_CASE("a variable whose one value the defaults have already") {
  CHECK(mistakes("x: [1]\ny: [2]\n", "z: 1\nx: 1\ny: 1\n") ==
        Texts{"c.yaml:1: 'x' has but the value that the default has already (1, d.yaml:2): it varies nothing"});
  CHECK(mistakes("x: [{a: 1, b: 2}]\n", "x: {b: 2, a: 1}\n").size() == 1);
  CHECK(mistakes("x: [1.0]\n", "x: 1\n").empty());
  CHECK(mistakes("x: [1, 1]\n", "x: 1\n").size() == 3);
}
