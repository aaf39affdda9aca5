#include "metrics/column_titles.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace liftoff::metrics;
using Texts = std::vector<std::string>;

namespace {

ColumnTitles titles(const Texts& keys, const Texts& metrics) { return column_titles(keys, metrics); }

}  // namespace

TEST_CASE("columns have short names where these mean nothing else") {
  const auto made = titles({"optim.lr", "a.k", "b.k"}, {"loss", ""});
  CHECK(made.parameters == Texts{"lr", "a.k", "b.k"});
  CHECK(made.metrics == Texts{"loss", ""});
}

TEST_CASE("a parameter and a metric of one name both have others") {
  CHECK(titles({"lr"}, {"lr"}).parameters == Texts{"parameter.lr"});
  CHECK(titles({"lr"}, {"lr"}).metrics == Texts{"metric.lr"});
  CHECK(titles({"optim.lr"}, {"lr"}).parameters == Texts{"optim.lr"});
  CHECK(titles({"optim.lr"}, {"lr"}).metrics == Texts{"metric.lr"});
  CHECK(titles({"optim.lr"}, {"optim.lr"}).parameters == Texts{"lr"});
  CHECK(titles({"optim.lr"}, {"optim.lr"}).metrics == Texts{"metric.optim.lr"});
}

TEST_CASE("no column is called as one that is there besides") {
  const auto made = titles({"n", "x.run"}, {"run", "configuration"});
  CHECK(made.parameters == Texts{"parameter.n", "x.run"});
  CHECK(made.metrics == Texts{"metric.run", "metric.configuration"});
}

TEST_CASE("no two columns have one name, whatever they are called") {
  const auto made = titles({"lr", "metric.lr", "parameter.lr"}, {"lr", "metric.lr", "parameter.lr"});
  Texts all = made.parameters;
  all.insert(all.end(), made.metrics.begin(), made.metrics.end());
  std::sort(all.begin(), all.end());
  CHECK(std::unique(all.begin(), all.end()) == all.end());
}
