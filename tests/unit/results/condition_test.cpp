#include "results/condition.hpp"

#include <catch2/catch.hpp>

#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::results;
using test::error_of;

namespace {

Verdict judge(const char* condition, const char* yaml) {
  const auto value = parse_yaml(yaml, "test");
  return Condition::parse(condition).judge(*value.get_if<Map>());
}
bool holds(const char* condition, const char* yaml) { return judge(condition, yaml) == Verdict::Holds; }

}  // namespace

TEST_CASE("values keep their types") {
  CHECK(holds("optim.lr=0.1", "optim: {lr: 0.1}"));
  CHECK(holds("lr = 1e-3", "lr: 0.001"));
  CHECK(holds("n=1", "n: 1.0"));
  CHECK(holds("n==1", "n: true"));
  CHECK_FALSE(holds("n=1", "n: '1'"));
  CHECK(holds("n='1'", "n: '1'"));
  CHECK(holds("x=null", "x:"));
  CHECK(holds("name=a=b", "name: a=b"));
  CHECK(holds("dims=[1, 2]", "dims: [1, 2]"));
  CHECK(holds("dims.1=2", "dims: [1, 2]"));
  CHECK(holds("optim={lr: 0.1}", "optim: {lr: 0.1}"));
}

TEST_CASE("order among numbers and among strings only") {
  CHECK(holds("lr<=0.1", "lr: 0.1"));
  CHECK_FALSE(holds("lr<0.1", "lr: 0.1"));
  CHECK(holds("n>9", "n: 10"));
  CHECK(holds("n>18446744073709551615", "n: 18446744073709551616"));
  CHECK(holds("n<0", "n: -18446744073709551616"));
  CHECK(holds("s>a", "s: b"));
  CHECK_FALSE(holds("s>1", "s: b"));
  CHECK_FALSE(holds("x<1", "x: .nan"));
  CHECK_FALSE(holds("x>=1", "x: .nan"));
}

TEST_CASE("a missing key satisfies nothing") {
  CHECK(judge("lr!=1", "x: 1") == Verdict::Missing);
  CHECK(judge("x.y=1", "x: 1") == Verdict::Missing);
  CHECK(judge("x.9=1", "x: [1]") == Verdict::Missing);
  CHECK(judge("x!=2", "x: 1") == Verdict::Holds);
}

TEST_CASE("a key may be called as tables call it beside a metric of its name") {
  CHECK(holds("parameter.lr=1", "lr: 1"));
  CHECK(holds("parameter.optim.lr=1", "optim: {lr: 1}"));
  CHECK(judge("parameter.lr=1", "lr: 1\nparameter: {lr: 2}") == Verdict::Fails);
  CHECK(judge("parameter=1", "lr: 1") == Verdict::Missing);
  CHECK(judge("parameter.parameter.lr=1", "lr: 1") == Verdict::Missing);
}

TEST_CASE("keys are bare names, and may hold dots or be numbers") {
  CHECK(holds("args.lr=1", "args_: {lr: 1}"));
  CHECK(holds("args_.lr=1", "args_: {lr: 1}"));
  CHECK(holds("schedule.30=0.1", "schedule_: {30: 0.1}"));
  CHECK(holds("a.b.c=1", "a.b: {c: 1}"));
}

TEST_CASE("regular expressions search the value as Python prints it") {
  CHECK(holds("name~^res.*t$", "name: resnet"));
  CHECK(holds("lr~1e-05", "lr: 0.00001"));
  CHECK(holds("flag~True", "flag: yes"));
  CHECK_FALSE(holds("name~^net", "name: resnet"));
  CHECK(holds("name~(?i)RES\\w{3}|[[:digit:]]\\b", "name: resnet"));
}

TEST_CASE("no regular expression takes long, whatever it is searched in") {
  const auto config = "t: " + std::string(28, 'a') + "!\nlong: " + std::string(100'000, 'b') + "\n";
  for (const char* condition : {"t~(a+)+$", "t~(a|aa)+$", "t~(.*)*x", "long~.*.*.*.*c", "long~(b?){500}c"}) {
    INFO(condition);
    CHECK_FALSE(holds(condition, config.c_str()));
  }
  for (const char* condition : {"long~^(b|c)*$", "long~(b*)*$"}) CHECK(holds(condition, config.c_str()));
}

TEST_CASE("what RE2 does not take is said, and what to write") {
  for (const char* expression :
       {"(?=a)+", "\\1(a)", "a{1,1001}", "[z-a]", "[[:alpha:]", "(a", "((a{1,100}){1,100}){1,100}"}) {
    INFO(expression);
    const auto error = error_of([&] { Condition::parse("t~" + std::string(expression)); });
    CHECK(error.find(std::string("'") + expression + "' is not a valid regular expression: ") != std::string::npos);
    CHECK(error.find("no look-around") != std::string::npos);
  }
}

TEST_CASE("None is written as tables print it") {
  const auto judge = [](const char* condition, const char* config) {
    const auto value = parse_yaml(config, "x");
    return Condition::parse(condition).judge(*value.get_if<Map>());
  };
  CHECK(judge("x=None", "x: null\n") == Verdict::Holds);
  CHECK(judge("x=None", "x: None\n") == Verdict::Holds);
  CHECK(judge("x!=None", "x:\n") == Verdict::Fails);
  CHECK(judge("x=null", "x: None\n") == Verdict::Fails);
  CHECK(judge("x='None'", "x:\n") == Verdict::Fails);
}

TEST_CASE("floats that are no numbers are written as tables print them") {
  CHECK(holds("x=inf", "x: .inf"));
  CHECK(holds("x=-inf", "x: -.inf"));
  CHECK(holds("x=nan", "x: .nan"));
  CHECK(holds("x=.nan", "x: .nan"));
  CHECK(holds("x=inf", "x: inf"));  // a text
  CHECK(holds("x<inf", "x: 1"));
  CHECK(holds("x>-inf", "x: 1"));
  for (const auto* condition : {"x!=inf", "x=-inf", "x='inf'", "x<inf", "x=nan"})
    CHECK_FALSE(holds(condition, "x: .inf"));
  CHECK_FALSE(holds("x!=nan", "x: .nan"));
  CHECK_FALSE(holds("x=None", "x: .nan"));
}

TEST_CASE("conditions that make no sense") {
  const auto error = [](const char* condition) { return error_of([&] { Condition::parse(condition); }); };
  for (const auto* text : {"lr", "=1", "lr!1"})
    CHECK(error(text) == "--where '" + std::string(text) +
                             "': expected KEY=VALUE | operators are = != < <= > >= and ~ (a regular expression)");
  CHECK(error("lr=[1").starts_with("--where 'lr=[1': '[1' is not a valid value | "));
  CHECK(error("lr~(").starts_with("--where 'lr~(': '(' is not a valid regular expression: "));
  CHECK(error("lr=<1") ==
        "--where 'lr=<1': '<1' begins like an operator | operators are = != < <= > >= and ~; to compare with such a "
        "text, quote it: KEY='\"<1\"'");
}
