// Adds x + yz.y + yz.z: a program that reads its configuration with liftoff's library.
//
//     liftoff ../build/examples/cpp/adder -c diff
//     ../build/examples/cpp/adder --configs-dir configs --config-file diff
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

namespace {

using Options = std::map<std::string, std::string>;

/// What the launcher gives to every program: `--configs-dir D --config-file NAME --out-dir D ...`.
Options read_options(const std::vector<std::string>& arguments) {
  Options options{{"--configs-dir", "./configs"}, {"--config-file", "default"}};
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i].starts_with("--")) options[arguments[i]] = arguments[i + 1];
  }
  return options;
}

/// A run's cfg.yaml is its own default: it is read as it is. By hand, the file is merged into
/// default.yaml.
liftoff::Value read_configuration(const Options& options) {
  const std::string& dir = options.at("--configs-dir");
  const std::string& file = options.at("--config-file");
  const auto defaults = options.find("--default-config-file");
  if (defaults != options.end() && defaults->second == file) return liftoff::read_yaml(dir + "/" + file + ".yaml");

  liftoff::ConfigSelection selection;
  selection.configs_dir = dir;
  selection.files = {file};
  if (defaults != options.end()) selection.default_file = defaults->second;
  liftoff::Warnings warnings;
  liftoff::Value merged;
  liftoff::for_each_configuration(selection, warnings,
                                  [&](liftoff::Configuration&& c) { merged = std::move(c.value); });
  for (const std::string& warning : warnings) std::cerr << "adder: " << warning << '\n';
  return merged;
}

double number(const liftoff::Value& configuration, const std::vector<std::string>& path) {
  if (const liftoff::Value* value = configuration.find(path)) {
    if (const auto* integer = value->get_if<std::int64_t>()) return static_cast<double>(*integer);
    if (const auto* real = value->get_if<double>()) return *real;
  }
  throw liftoff::usage_error("'" + path.back() + "' needs a number");
}

int add(const Options& options) {
  const liftoff::Value configuration = read_configuration(options);
  const double sum =
      number(configuration, {"x"}) + number(configuration, {"yz", "y"}) + number(configuration, {"yz", "z"});
  std::cout << "x + yz.y + yz.z = " << sum << std::endl;
  if (const auto out_dir = options.find("--out-dir"); out_dir != options.end()) {
    std::ofstream results(out_dir->second + "/results.txt");
    results << sum << '\n';
    if (!results.flush()) throw liftoff::system_error(out_dir->second + "/results.txt: cannot be written");
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return add(read_options({argv + 1, argv + argc}));
  } catch (const liftoff::Error& error) {
    std::cerr << "adder: " << error.what() << '\n';
    if (!error.hint().empty()) std::cerr << "hint: " << error.hint() << '\n';
    return static_cast<int>(error.code());
  }
}
