#include "experiment/layout.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "support.hpp"
#include "value/json_object.hpp"
#include "value/json_read.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

TEST_CASE("configuration folders are named as the original names them") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::tests_path("golden/prepare"))) {
    const auto expected = value::parse_json(test::slurp((entry.path() / "expected.json").string()));
    const auto* configs = expected.find({"configs"});
    for (const auto& one : configs ? *configs->get_if<List>() : List()) {
      const value::JsonObject config(*one.get_if<Map>());
      const auto folder = config.required<std::string>("run_dir");
      INFO(entry.path() << " " << config.required<std::string>("file"));
      CHECK(configuration_folder(std::stoll(folder), config.required<std::string>("title")) == folder);
      ++cases;
    }
  }
  CHECK(cases > 100);
}

TEST_CASE("titles in folder names lose what is awkward in paths") {
  CHECK(configuration_folder(3, "a b-c.d,e=f:g;h/i(j)k[l]m'n+o") == "3_a_b_c_d_e_f_g_h_i_j_k_l_m_n_o");
  CHECK(configuration_folder(0, "x=1; y=2") == "0_x_1__y_2");
  CHECK(configuration_folder(0, "a\tb\nc\x7f\x01z") == "0_a_b_c__z");
  CHECK(configuration_folder(0, "a______b") == "0_a__b");
  CHECK(configuration_folder(0, "a_ . _b") == "0_a__b");
  CHECK(configuration_folder(0, "") == "0_");
  CHECK(configuration_folder(7, "größe=1") == "7_größe_1");
  CHECK(configuration_folder(7, "../..") == "7___");
}

TEST_CASE("long folder names are cut at a character and told apart by a hash") {
  CHECK(configuration_folder(1, std::string(198, 'a')) == "1_" + std::string(198, 'a'));
  const auto cut = configuration_folder(1, std::string(199, 'a'));
  CHECK(cut.size() == 200);
  CHECK(cut.starts_with("1_" + std::string(181, 'a') + "~"));
  CHECK(configuration_folder(1, std::string(300, 'a')) != configuration_folder(1, std::string(299, 'a')));
  CHECK(configuration_folder(1, std::string(300, 'a')) == configuration_folder(1, std::string(300, 'a')));

  for (int lead = 0; lead < 5; ++lead) {  // the cut meets every byte of a character
    std::string title(static_cast<std::size_t>(lead), 'x');
    for (int i = 0; i < 100; ++i) title += "\xf0\x9f\x9a\x80";
    const auto name = configuration_folder(1, title);
    const auto text = name.substr(0, name.rfind('~'));
    INFO(name);
    CHECK(name.size() <= 200);
    CHECK((text.size() - 2 - static_cast<std::size_t>(lead)) % 4 == 0);
  }
}

TEST_CASE("layouts are read back from their names") {
  for (const auto layout : {Layout::Single, Layout::Flat, Layout::Nested})
    CHECK(layout_from_text(to_text(layout)) == layout);
  CHECK_FALSE(layout_from_text("round"));
  CHECK_FALSE(layout_from_text(""));
}

TEST_CASE("experiment folders are a timestamp and a name") {
  CHECK(folder_of_experiment(1524936339, "sweep") == "1524936339_sweep");
  const auto parsed = parse_experiment_folder("1524936339_a_b_2");
  REQUIRE(parsed);
  CHECK(parsed->timestamp == 1524936339);
  CHECK(parsed->name == "a_b_2");
  for (const char* other :
       {"", "_", "5_", "5", "_a", "a_5", "-5_a", "+5_a", " 5_a", "5a_b", "99999999999999999999_a"}) {
    INFO(other);
    CHECK_FALSE(parse_experiment_folder(other));
  }
}

TEST_CASE("how deep runs lie follows from how many configurations and repetitions there are") {
  CHECK(layout_of(1, 1) == Layout::Single);
  CHECK(layout_of(2, 1) == Layout::Flat);
  CHECK(layout_of(1, 2) == Layout::Nested);
  CHECK(layout_of(2, 2) == Layout::Nested);
}
