// The only file that compiles nlohmann-json: it takes seconds.
#include "value/json_read.hpp"

#include <utility>
#include <vector>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <liftoff/error.hpp>

#include "value/key_index.hpp"

namespace liftoff::value {

namespace {

using nlohmann::json;

/// Builds a value from the parser's events, with a stack of its own: the parser does not recurse either.
class Builder : public nlohmann::json_sax<json> {
 public:
  Value result;

  bool null() override { return put({}); }
  bool boolean(bool flag) override { return put(flag); }
  bool number_integer(number_integer_t number) override { return put(std::int64_t{number}); }
  bool number_unsigned(number_unsigned_t number) override {
    if (number <= static_cast<number_unsigned_t>(INT64_MAX)) return put(static_cast<std::int64_t>(number));
    return put(BigInteger{std::to_string(number)});
  }
  bool number_float(number_float_t number, const string_t& literal) override {
    // An integer beyond 64 bits comes as a float with its literal.
    if (literal.find_first_of(".eE") == std::string::npos) return put(BigInteger{literal});
    return put(number);
  }
  bool string(string_t& text) override { return put(std::move(text)); }
  bool binary(binary_t&) override { return false; }  // JSON has none

  bool start_object(std::size_t) override { return open(Map()); }
  bool key(string_t& text) override {
    open_.back().key = std::move(text);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(List()); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
    throw usage_error(fmt::format("JSON, byte {}: not what JSON allows there", at));
  }

 private:
  struct Open {
    Value value;
    std::string key;
    KeyIndex index;
  };

  bool open(Value value) {
    if (open_.size() >= static_cast<std::size_t>(max_json_depth))
      throw usage_error(fmt::format("JSON: nested more than {} levels deep", max_json_depth));
    open_.push_back({std::move(value), {}, {}});
    return true;
  }
  bool close() {
    auto value = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(value));
  }
  bool put(Value value) {
    if (open_.empty()) return result = std::move(value), true;
    auto& into = open_.back();
    if (auto* list = into.value.get_if<List>()) return list->push_back(std::move(value)), true;
    auto& map = *into.value.get_if<Map>();
    Value key(std::move(into.key));
    if (auto* present = into.index.find(map, key)) present->value = std::move(value);
    else map.append({std::move(key), std::move(value), false});
    return true;
  }

  std::vector<Open> open_;
};

}  // namespace

Value parse_json(std::string_view text) {
  Builder builder;
  json::sax_parse(text, &builder);
  return std::move(builder.result);
}

}  // namespace liftoff::value
