#include "configs/overrides.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;

namespace {

const char* const before =
    "lr: 0.1\n"
    "optim: {name: sgd, decay: {rate: 1}}\n"
    "args_: {momentum: 0.9}\n"
    "layers: [1, 2]\n";

struct Overridden {
  Value value = parse_yaml(before, "c.yaml");
  Warnings warnings;

  explicit Overridden(const std::vector<std::string>& words, bool frozen = false) {
    override_values(value, words, frozen, warnings);
  }
  Value at(const std::vector<std::string>& path) const {
    const auto* found = value.find(path);
    return found ? *found : Value("absent");
  }
};

std::string refused(const std::string& word, bool frozen = false) {
  return test::error_of([&] { Overridden({word}, frozen); });
}

}  // namespace

TEST_CASE("KEY=VALUE is another value of the configuration's key, of the type that YAML gives it") {
  const Overridden now({"lr=1e-3", "optim.name=adam", "optim.decay.rate=[1, {a: b}]", "layers="});
  CHECK(now.at({"lr"}) == Value(1e-3));
  CHECK(now.at({"optim", "name"}) == Value("adam"));
  CHECK(now.at({"optim", "decay", "rate"}).is_list());
  CHECK(now.at({"layers"}) == Value(""));
  CHECK(Overridden({"lr='1'"}).at({"lr"}) == Value("1"));
  CHECK(Overridden({"lr=a=b"}).at({"lr"}) == Value("a=b"));
  CHECK(now.warnings.empty());
}

TEST_CASE("a mapping merges, and replaces as a whole where the key ends in an underscore") {
  CHECK(Overridden({"optim={name: adam}"}).at({"optim", "decay", "rate"}) == Value(1));
  CHECK(Overridden({"optim_={name: adam}"}).at({"optim", "decay"}) == Value("absent"));
  CHECK(Overridden({"args={lr: 1}"}).at({"args", "momentum"}) == Value("absent"));  // it is opaque
  const Overridden inside({"args.momentum=0.5"});                                   // changes that key alone
  CHECK(inside.at({"args", "momentum"}) == Value(0.5));
  CHECK(to_yaml(inside.value).find("args_:") != std::string::npos);
}

TEST_CASE("a key that ends in an underscore by its name is that key") {
  const auto json_of = [](const char* yaml, const std::vector<std::string>& words) {
    auto value = parse_yaml(yaml, "c.yaml");
    Warnings warnings;
    override_values(value, words, false, warnings);
    CHECK(warnings.empty());
    return to_typed_json(value);
  };
  CHECK(json_of("opt: {lambda_: 1}", {"opt.lambda_=7"}) == R"({"opt": {"lambda_": 7}})");
  CHECK(json_of("_target_: a", {"_target_=z"}) == R"({"_target_": "z"})");
  CHECK(json_of("_target_: {a: 1}", {"_target_={b: 2}"}) == R"({"_target_": {"b": 2}})");
  CHECK(json_of("optim_: {foo_: 1, bar: 2}", {"optim.foo_=5"}) == R"({"optim_": {"foo_": 5, "bar": 2}})");
  CHECK(json_of("optim: {foo_: 1}", {"optim.foo_=5", "optim.foo=6"}) == R"({"optim": {"foo_": 6}})");
  CHECK(json_of("opt: {lambda_: 1}", {"opt.lambda_={b: 2}", "opt.lambda_.b=3"}) == R"({"opt": {"lambda_": {"b": 3}}})");
  CHECK(json_of("opt_: {lambda_: {a: 1}}", {"opt.lambda_={b: 2}"}) == R"({"opt_": {"lambda_": {"b": 2}}})");
  CHECK(json_of("a: 1", {"+b_.c=1", "b_.c=2", "+lambda_.d=3"}) == R"({"a": 1, "b_": {"c": 2}, "lambda_": {"d": 3}})");
}

TEST_CASE("a key that the configuration lacks is added where a plus asks for it") {
  CHECK(Overridden({"+seed=3"}).at({"seed"}) == Value(3));
  CHECK(Overridden({"+a.b.c=3"}).at({"a", "b", "c"}) == Value(3));
}

TEST_CASE("a word whose key the configuration lacks is left to the script, and said") {
  const Overridden now({"data=coco.yaml", "decay.rate=2", "optin=3", "layers.0=7"});
  CHECK(now.value == parse_yaml(before, "c.yaml"));
  CHECK(
      now.warnings ==
      Warnings{"'data=coco.yaml' is left to the script: the configuration has no 'data'",
               "'decay.rate=2' is left to the script: the configuration has no 'decay.rate'; perhaps "
               "'optim.decay.rate' was meant",
               "'optin=3' is left to the script: the configuration has no 'optin'; perhaps 'optim' was meant",
               "'layers.0=7' is left to the script: the configuration has no 'layers.0'; perhaps 'layers' was meant"});
}

TEST_CASE("values that are no YAML and keys that liftoff sets are refused") {
  CHECK(refused("lr=a, b") ==
        "'lr=a, b': what stands behind = is no YAML value | quote it twice, for the shell and for "
        "YAML: 'name=\"a, b\"'");
  CHECK(refused("lr=[1").starts_with("'lr=[1': what stands behind = is no YAML value"));
  CHECK(refused("run_id=3") == "'run_id' is set by liftoff itself");
  CHECK(refused("+out_dir=x") == "'out_dir' is set by liftoff itself");
}

TEST_CASE("the values of a run stay") {
  CHECK(
      refused("lr=1", true).starts_with("'lr=1': this is the configuration of a run, whose values stay | run it anew"));
  CHECK(refused("+seed=1", true).starts_with("'+seed=1': this is the configuration of a run"));
  CHECK(Overridden({"data=x"}, true).warnings.size() == 1);
}
