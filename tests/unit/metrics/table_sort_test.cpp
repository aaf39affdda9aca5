#include "metrics/table_sort.hpp"

#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

TableRow row(const char* title, std::initializer_list<double> values) {
  TableRow made;
  made.title = title;
  for (const double value : values) made.add_metric(0, value);
  return made;
}

std::string titles(const std::vector<TableRow>& rows) {
  std::string text;
  for (const auto& one : rows) text += one.title;
  return text;
}

std::string sorted(std::vector<TableRow> rows, const char* by) {
  sort_by_metric(rows, 0, parse_sort(by));
  return titles(rows);
}

std::string by_parameter(const std::map<std::string, Value>& values, bool descending) {
  std::vector<TableRow> rows;
  for (const char* title : {"a", "b", "c", "d", "e", "f", "g"}) rows.push_back(row(title, {}));
  const auto value = [&](const TableRow& one) {
    const auto it = values.find(one.title);
    return it == values.end() ? nullptr : &it->second;
  };
  sort_by_parameter(rows, value, descending);
  return titles(rows);
}

}  // namespace

TEST_CASE("orders to sort by") {
  const auto by = parse_sort("val:loss:desc:min");
  CHECK(by.name == "val:loss");
  CHECK(by.descending == true);
  CHECK(by.aggregate == Aggregate::Min);
  CHECK_FALSE(parse_sort("acc").descending);
  CHECK(parse_sort("acc").aggregate == Aggregate::Mean);
  CHECK(parse_sort("acc:max:asc").descending == false);
  CHECK(parse_sort("acc:max:asc").aggregate == Aggregate::Max);
  CHECK(parse_sort("acc:max:avg").aggregate == Aggregate::Max);  // the word that stands first
  CHECK(parse_sort("acc:up").name == "acc:up");
  for (const std::string text : {":asc", "", ":min:desc"})
    CHECK(test::error_of([&] { parse_sort(text); }) ==
          "--sort '" + text + "': expected METRIC[:asc|desc][:mean|min|max]");
}

TEST_CASE("the best metric comes first, what is not measured last") {
  const std::vector<TableRow> rows{row("a", {2}), row("b", {}), row("c", {1, 9}), row("d", {std::nan("")}),
                                   row("e", {3})};
  CHECK(sorted(rows, "acc") == "ceabd");
  CHECK(sorted(rows, "loss") == "aecbd");
  CHECK(sorted(rows, "acc:asc") == "aecbd");
  CHECK(sorted(rows, "acc:min") == "eacbd");
  CHECK(sorted(rows, "acc:asc:max") == "aecbd");
  CHECK(sorted({row("a", {1}), row("b", {1})}, "acc") == "ab");
}

TEST_CASE("what is best of a metric is asked where its name does not say it") {
  CHECK(test::error_of([] { is_descending(parse_sort("kl:max")); }) ==
        "--sort 'kl': it is not known whether less or more of 'kl' is better | say what comes first: kl:asc (the "
        "least) or kl:desc");
  CHECK(is_descending(parse_sort("kl:desc")));
  CHECK_FALSE(is_descending(parse_sort("loss")));
}

TEST_CASE("parameters: numbers, then text, then what has no order") {
  const std::map<std::string, Value> values{{"a", "x"},     {"b", List{1}}, {"c", 10},
                                            {"d", Value{}}, {"e", 9.5},     {"f", "10"}};
  CHECK(by_parameter(values, false) == "ecfabdg");
  CHECK(by_parameter(values, true) == "ceafbdg");
}
