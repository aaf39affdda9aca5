#include "metrics/row_choice.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::metrics;

TEST_CASE("what is best goes by the name") {
  for (const auto* name : {"loss", "val.Loss", "test_err", "rmse", "perplexity", "wer", "cer", "mape", "top1_error"})
    CHECK(less_is_better(name) == true);
  for (const auto* name : {"accuracy", "val_acc", "reward", "loss.recall", "metrics/mAP50(B)", "f1_score", "AUC"})
    CHECK(less_is_better(name) == false);
  for (const auto* name : {"interrupts", "fidelity", "power", "latency_ms", "kl", "indices", "accuracy_loss", ""})
    CHECK_FALSE(less_is_better(name));
}

TEST_CASE("which row: the last, or the best by a metric") {
  CHECK_FALSE(parse_row_choice("last").best);
  CHECK(parse_row_choice("best:acc").best == "acc");
  CHECK_FALSE(parse_row_choice("best:acc").least_is_best);
  CHECK(parse_row_choice("best:loss").least_is_best);
  CHECK_FALSE(parse_row_choice("best:loss:max").least_is_best);
  CHECK(parse_row_choice("best:val:acc:min").best == "val:acc");
  CHECK(parse_row_choice("best:val:acc:min").least_is_best);
}

TEST_CASE("a choice of no row says what is expected") {
  const std::string expected =
      ": expected 'last' or 'best:METRIC' | add ':min' or ':max' behind METRIC to say what is best";
  for (const std::string text : {"first", "", "best", "best:"})
    CHECK(test::error_of([&] { parse_row_choice(text); }) == "--at '" + text + "'" + expected);
  CHECK(test::error_of([] { parse_row_choice("best:kl"); }) ==
        "--at 'best:kl': it is not known whether less or more of 'kl' is better | say so: best:kl:min or best:kl:max");
  CHECK(test::error_of([] { parse_row_choice("best::max"); }) == "--at 'best::max': the metric has no name");
}
