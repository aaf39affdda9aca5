#include "launch/plan_match.hpp"

#include <catch2/catch.hpp>
#include <liftoff/yaml.hpp>

using namespace liftoff;
using namespace liftoff::launch;

namespace {

KnownConfiguration known(const std::string& file, std::int64_t number, const std::string& yaml) {
  return {file, number, file, configs::identity_of(*parse_yaml(yaml, file).get_if<Map>())};
}

KnownConfiguration generated(std::int64_t number, const std::string& lr, const std::string& epochs = "10") {
  return known("g_" + std::to_string(number), number,
               "lr: " + lr + "\nepochs: " + epochs + "\n_experiment_parameters: {lr: " + lr + "}\n");
}

/// "0=1" a configuration is number 1 of the plan; "~" edited, "+5" new with number 5.
std::string matched(const std::vector<KnownConfiguration>& planned, const std::vector<KnownConfiguration>& read,
                    MatchBy by = MatchBy::Parameters) {
  PlanMatcher matcher(planned);
  for (const auto& one : read) matcher.is_unchanged(one);
  std::string text;
  for (const auto& match : matcher.finish(by)) {
    if (!text.empty()) text += ' ';
    text += match.planned ? (match.edited ? "~" : "=") : "+";
    text += std::to_string(match.number);
  }
  return text;
}

}  // namespace

TEST_CASE("a configuration is known by its content, whatever its file and number") {
  const std::vector<KnownConfiguration> planned{generated(0, "0.1"), generated(1, "0.01")};
  CHECK(matched(planned, {generated(0, "0.001"), generated(1, "0.01"), generated(2, "0.1")}) == "+2 =1 =0");
  CHECK(matched(planned, {generated(7, "0.01")}) == "=1");
  CHECK(matched(planned, {generated(7, "1")}) == "+7");
  CHECK(matched({known("a", 0, "x: 1")}, {known("b", 3, "x: 1.0")}) == "+3");
  CHECK(matched({known("a", 0, "x: 1\ny: {p: 1, q: 2}")}, {known("b", 3, "y: {q: 2, p: 1}\nx: 1")}) == "=0");
  CHECK(matched({known("a", 0, "x: 1\ntitle: a\ncommit: c\ncomment: d")}, {known("b", 3, "x: 1\ntitle: b")}) == "=0");
}

TEST_CASE("equal contents are matched one to one in the order of their numbers") {
  const std::vector<KnownConfiguration> planned{known("c", 9, "x: 1"), known("a", 0, "x: 1"), known("b", 4, "x: 1")};
  CHECK(matched(planned, {known("d", 1, "x: 1"), known("e", 2, "x: 1")}) == "=0 =4");
  CHECK(matched(planned, {known("d", 1, "x: 1"), known("e", 2, "x: 1"), known("f", 3, "x: 1"),
                          known("g", 4, "x: 1")}) == "=0 =4 =9 +10");
}

TEST_CASE("with equal parameters, or by hand of the same file, it is edited") {
  CHECK(matched({generated(0, "1"), generated(1, "2")}, {generated(5, "2", "20"), generated(6, "3", "20")}) == "~1 +6");
  CHECK(matched({known("a", 0, "x: 1"), known("b", 1, "x: 2")}, {known("b", 0, "x: 3")}) == "~1");
  // A generated one is never an edit of what was written by hand.
  CHECK(matched({known("g_0", 0, "x: 1")}, {generated(0, "2")}) == "+1");
  // An equal content later on counts more than equal parameters before.
  CHECK(matched({generated(0, "1", "20")}, {generated(1, "1", "10"), generated(0, "1", "20")}) == "+1 =0");
}

TEST_CASE("parameters are known by their full paths") {
  const auto before = known("g_0", 0, "optim: {lr: 1}\nsched: {lr: 2}\nepochs: 1\n_experiment_parameters: {lr: 1}");
  const auto longer =
      known("g_9", 9, "optim: {lr: 1}\nsched: {lr: 2}\nepochs: 2\n_experiment_parameters: {optim.lr: 1}");
  const auto other = known("g_8", 8, "optim: {lr: 3}\nsched: {lr: 1}\nepochs: 2\n_experiment_parameters: {lr: 1}");
  CHECK(matched({before}, {longer}) == "~0");
  CHECK(matched({before}, {other}) == "+8");
}

TEST_CASE("in trees of the original the title stands in for other content") {
  CHECK(matched({known("lr_1", 3, "lr: 1"), known("lr_2", 4, "")}, {known("lr_2", 0, "lr: 2"), known("x", 1, "lr: 1")},
                MatchBy::Label) == "~4 =3");
}

TEST_CASE("numbers of new configurations are free in the plan") {
  const std::vector<KnownConfiguration> planned{known("a", 0, "x: 1"), known("b", 5, "x: 2")};
  CHECK(matched(planned, {known("c", 5, "x: 3"), known("d", 6, "x: 4"), known("e", 2, "x: 5"),
                          known("f", 0, "x: 6")}) == "+7 +6 +2 +8");
}
