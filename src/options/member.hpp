#pragma once
// Members of Options for rows of the table: at<&Options::launch, &LaunchOptions::runs_no>.
#include <optional>
#include <utility>

#include "options/option.hpp"

namespace liftoff::options {

// One pair of functions for each kind of member: from words, checked against the row, and to the plan's record.
bool read(const Words& words, const Option& option, bool& to);
bool read(const Words& words, const Option& option, int& to);
bool read(const Words& words, const Option& option, std::int64_t& to);
bool read(const Words& words, const Option& option, std::uint64_t& to);
bool read(const Words& words, const Option& option, double& to);
bool read(const Words& words, const Option& option, std::string& to);
bool read(const Words& words, const Option& option, std::vector<std::string>& to);
bool read(const Words& words, const Option& option, std::vector<int>& to);
bool read(const Words& words, const Option& option, std::chrono::milliseconds& to);
Value written(bool flag);
Value written(std::int64_t number);
Value written(std::uint64_t number);
Value written(double number);
Value written(const std::string& text);
Value written(const std::vector<std::string>& texts);
Value written(const std::vector<int>& numbers);
Value written(std::chrono::milliseconds duration);
inline Value written(int number) { return written(std::int64_t{number}); }

template <class T> struct Held {
  using type = T;
  static constexpr bool optional = false;
};
template <class T> struct Held<std::optional<T>> {
  using type = T;
  static constexpr bool optional = true;
};

template <class T> constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, bool>) return Kind::Flag;
  else if constexpr (std::is_same_v<T, std::string>) return Kind::Text;
  else if constexpr (std::is_same_v<T, std::vector<std::string>>) return Kind::Texts;
  else if constexpr (std::is_same_v<T, std::vector<int>>) return Kind::Numbers;
  else if constexpr (std::is_same_v<T, std::chrono::milliseconds>) return Kind::Duration;
  else if constexpr (std::is_same_v<T, double>) return Kind::Decimal;
  else if constexpr (std::is_same_v<T, std::uint64_t>) return Kind::Seed;
  else return Kind::Number;
}

template <auto... Path> struct Reached {
  static auto& in(Options& options) { return (options.*....*Path); }
  static const auto& in(const Options& options) { return (options.*....*Path); }
  using Holder = std::remove_cvref_t<decltype(in(std::declval<Options&>()))>;
  using Type = typename Held<Holder>::type;

  static bool set(Options& to, const Words& words, const Option& option) {
    Type value{};
    if (!read(words, option, value)) return false;
    in(to) = std::move(value);
    return true;
  }
  static Value get(const Options& of) {
    if constexpr (Held<Holder>::optional) return in(of) ? written(*in(of)) : Value();
    else return written(in(of));
  }
  static void merge(Options& base, const Options& over) {
    if constexpr (Held<Holder>::optional) {
      if (in(over)) in(base) = in(over);
    } else {
      in(base) = in(over);
    }
  }
  static void forget(Options& of) { in(of) = Holder{}; }
};

template <auto... Path>
inline constexpr Member at{kind_of<typename Reached<Path...>::Type>(), Reached<Path...>::set, Reached<Path...>::get,
                           Reached<Path...>::merge, Reached<Path...>::forget};

/// A member of what a launch is asked for.
template <auto Part> constexpr auto launch = at<&Options::launch, Part>;

}  // namespace liftoff::options
