#include "results/deep_files.hpp"

#include <algorithm>
#include <functional>

#include "posix/folder.hpp"
#include "text/glob.hpp"

namespace liftoff::results {

namespace {

constexpr std::size_t most_levels = 16, most_entries = 100'000;  // a run may dump a data set
constexpr std::string_view any_folders = "**";

std::vector<std::string> parts_of(std::string_view pattern) {
  std::vector<std::string> parts;
  while (!pattern.empty()) {
    const auto end = std::min(pattern.find('/'), pattern.size());
    if (const auto part = pattern.substr(0, end); !part.empty() && part != ".") parts.emplace_back(part);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  return parts;
}

class Descent {
 public:
  Descent(const std::string& pattern, std::vector<std::string>& found) : parts_(parts_of(pattern)), found_(found) {}

  /// Whether a folder among these leads anywhere.
  bool may_begin_in(const std::vector<std::string>& folders) const {
    return !parts_.empty() && (parts_.front() == any_folders || std::any_of(folders.begin(), folders.end(), fits(0)));
  }
  void go(int folder) { look(folder, "", 0, 0); }

 private:
  std::function<bool(const std::string&)> fits(std::size_t part) const {
    return [&pattern = parts_[part]](const std::string& name) { return text::fits(pattern, name); };
  }

  void look(int folder, const std::string& path, std::size_t part, std::size_t level) {
    const bool last = part + 1 == parts_.size(), any = parts_[part] == any_folders;
    if (any && !last) look(folder, path, part + 1, level);
    if (level > most_levels) return;
    const auto entries = posix::list_folder(folder, ".");
    for (const auto& entry : entries ? *entries : std::vector<posix::FolderEntry>{}) {
      if (++looked_ > most_entries) return;
      const bool is_folder = entry.kind == posix::FileKind::Directory;
      if (!any && !fits(part)(entry.name)) continue;
      if (last && entry.kind == posix::FileKind::Regular && !is_own_file(entry.name))
        found_.push_back(path + entry.name);
      if (!is_folder || (last && !any) || entry.name.front() == '.') continue;
      if (const auto below = posix::open_folder(folder, entry.name.c_str()))
        look(below.get(), path + entry.name + "/", any ? part : part + 1, level + 1);
    }
  }

  const std::vector<std::string> parts_;
  std::vector<std::string>& found_;
  std::size_t looked_ = 0;
};

}  // namespace

bool is_deep(const std::string& name) { return name.find('/') != name.npos; }

std::vector<std::string> chosen_files(const FoundRun& run, const FileChoice& choice) {
  if (!choice.names || std::none_of(choice.names->begin(), choice.names->end(), is_deep))
    return choose_files(run.listing().files, choice);
  auto own = choice;
  std::erase_if(*own.names, is_deep);
  auto files = choose_files(run.listing().files, own);
  for (const auto& name : *choice.names) {
    if (!is_deep(name)) continue;
    Descent descent(name, files);
    if (descent.may_begin_in(run.listing().folders) && run.folder()) descent.go(run.folder().get());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

}  // namespace liftoff::results
