#include "text/folder_name.hpp"

#include <string>

#include <catch2/catch.hpp>

using liftoff::text::fault_of_folder_name;

TEST_CASE("a folder's name is refused with the reason") {
  for (const auto* name : {"a", "größe", "a b", "a.b", "-x"}) CHECK(fault_of_folder_name(name).empty());
  CHECK(fault_of_folder_name(std::string(200, 'a')).empty());
  CHECK(fault_of_folder_name("") == "it is empty");
  CHECK(fault_of_folder_name("a/b") == "it holds a '/'");
  CHECK(fault_of_folder_name("..") == "it begins with '.'");
  CHECK(fault_of_folder_name("a\nb") == "it holds control characters");
  CHECK(fault_of_folder_name(std::string_view("a\0b", 3)) == "it holds control characters");
  CHECK(fault_of_folder_name("\x7f") == "it holds control characters");
  CHECK(fault_of_folder_name(std::string(201, 'a')) == "it is longer than 200 bytes");
}
