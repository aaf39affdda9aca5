#include "posix/open_below.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstddef>

#include "posix/capture.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

namespace {

struct Tree {
  liftoff::test::TempDir outside, folder;
  Fd fd;
  Tree() {
    outside.make_folder("b");
    folder.write("a/b/file", "");
    folder.link("link", outside.path());
    folder.link("a/inside", "b");
    fd = open_folder(here(), folder.path().c_str());
  }
  bool opens(const std::string& path, const std::string& expected) const {
    const auto found = open_folder_below(fd.get(), path);
    return found && info(found.get()) == info_followed(folder.path() + "/" + expected);
  }
  SystemError refusal(const std::string& path) const { return open_folder_below(fd.get(), path).error(); }
};

/// Which of the promises of open_folder_below() is broken; "" where none is.
std::string broken(const Tree& tree) {
  for (const auto* path : {"a", "a/b"})
    if (!tree.opens(path, path)) return path;
  for (const auto* path : {"", "."})
    if (!tree.opens(path, "")) return std::string("'") + path + "'";
  for (const auto* path : {"absent", "a/absent", "a/absent/b"})
    if (!tree.refusal(path).is_absent()) return path;
  for (const auto* path : {"link", "link/b", "a/inside", "a/b/file", "a/b/file/x"})
    if (!tree.refusal(path).is_no_file()) return path;
  for (const auto* path : {"..", "../a", "a/..", "a/../a", "/", "/tmp"})
    if (tree.refusal(path) != SystemError{EXDEV}) return path;
  return "";
}

/// From now on the kernel answers this process as if it did not know openat2(2). False where it can't be asked to.
bool forget_openat2() {
  sock_filter program[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog filter{4, program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace

TEST_CASE("folders below are opened, links and ways out are refused") { CHECK(broken(Tree()) == ""); }

TEST_CASE("a kernel without openat2 opens and refuses the same") {
  const Tree tree;
  const auto found = in_child([&] { return forget_openat2() ? "broken: " + broken(tree) : "no filters here"; }, 60s);
  if (found == "no filters here") WARN("no system call can be filtered here");
  else CHECK(found == "broken: ");
}

TEST_CASE("the folders of a way are made where they are missing") {
  const Tree tree;
  const auto new_one = make_folder_below(tree.fd.get(), "a/new/er");
  CHECK(info(new_one.get()) == info_followed(tree.folder / "a/new/er"));
  const auto made = make_folder_below(tree.fd.get(), "a/new/er");
  CHECK(info(made.get()) == info_followed(tree.folder / "a/new/er"));
  CHECK(info(make_folder_below(tree.fd.get(), "").get()).inode == info(tree.fd.get()).inode);
  for (const auto* path : {"link/new", "a/inside/new", "a/b/file/new", "../new", "a/../new"})
    CHECK(liftoff::test::error_of([&] {
            make_folder_below(tree.fd.get(), path);
          }).starts_with(std::string("cannot open the folder ") + path + ": "));
  CHECK(list_folder(here(), tree.outside.path().c_str())->size() == 1);
  CHECK(list_folder(here(), (tree.folder / "a/b").c_str())->size() == 1);
}
