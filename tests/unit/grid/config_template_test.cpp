#include "grid/config_template.hpp"

#include <catch2/catch.hpp>
#include <liftoff/yaml.hpp>

using namespace liftoff;
using namespace liftoff::grid;

namespace {

struct Text {
  std::string title, yaml;
};

/// The text of one point; variables come in the order of read_variables().
Text text_of(const char* config, const std::vector<std::size_t>& point) {
  const ConfigTemplate made(read_variables(parse_yaml(config, "config.yaml")));
  Text text{"what stood there", "before"};
  made.title(text.title, point);
  made.yaml(text.yaml, point, text.title);
  return text;
}

}  // namespace

TEST_CASE("a generated configuration names its values and holds them at their places") {
  const auto text = text_of("optim: {name: [sgd], lr: [0.1, 0.01]}\nseed: [7]\n", {0, 1, 0});
  CHECK(text.title == "seed=7; lr=0.01; name=sgd");
  CHECK(text.yaml ==
        "title: seed=7; lr=0.01; name=sgd\n"
        "_experiment_parameters:\n  seed: 7\n  lr: 0.01\n  name: sgd\n"
        "seed: 7\noptim:\n  lr: 0.01\n  name: sgd\n");
}

TEST_CASE("a mapping is shown by its __name, and an opaque key keeps its mark") {
  const auto text = text_of("_args_: [{__name: small, n: 1}]\n", {0});
  CHECK(text.title == "args=small");
  const auto value = parse_yaml(text.yaml, "x.yaml");
  CHECK(value.find({"_args_"})->find({"n"})->get_if<std::int64_t>() != nullptr);
  CHECK(text.yaml.find("\n_args_:\n  __name: small\n  n: 1\n") != std::string::npos);
}

TEST_CASE("what YAML would misread is quoted") {
  const auto text = text_of("s: ['yes', 'a: b']\n", {0});
  CHECK(parse_yaml(text.yaml, "x.yaml").find({"s"})->is_string());
  CHECK(parse_yaml(text_of("s: ['yes', 'a: b']\n", {1}).yaml, "x.yaml").find({"title"})[0] == Value("s=a: b"));
}
