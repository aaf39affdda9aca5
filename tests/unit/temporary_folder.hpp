#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// A folder of its own for one test; gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "liftoff-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  void make_folder(const std::string& name) const { std::filesystem::create_directories(path_ + "/" + name); }
  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories(std::filesystem::path(path_ + "/" + name).parent_path());
    std::ofstream(path_ + "/" + name, std::ios::binary) << content;
  }
  void append(const std::string& name, const std::string& content) const {
    std::ofstream(path_ + "/" + name, std::ios::binary | std::ios::app) << content;
  }
  void remove(const std::string& name) const { std::filesystem::remove_all(path_ + "/" + name); }
  void link(const std::string& name, const std::string& target) const { std::filesystem::create_symlink(target, path_ + "/" + name); }

 private:
  std::string path_;
};
