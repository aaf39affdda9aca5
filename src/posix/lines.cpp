#include "posix/lines.hpp"

#include <string>

#include "posix/file.hpp"

namespace liftoff::posix {

namespace {

constexpr std::size_t piece_size = 1 << 18;

class LineReader {
 public:
  LineReader(std::uint64_t offset, std::size_t longest, const LineUse& use)
      : offset_(offset), longest_(longest), use_(use) {}

  std::uint64_t offset() const { return offset_; }
  std::uint64_t next() const { return offset_ + buffer_.size(); }

  void take(std::string_view piece) {
    const auto searched = buffer_.size();
    buffer_ += piece;
    std::size_t from = 0;
    for (auto end = buffer_.find('\n', searched); end != std::string::npos; end = buffer_.find('\n', from)) {
      give(from, end);
      from = end + 1;
    }
    drop(from);
    if (buffer_.size() > longest_) pass_over();
  }

 private:
  void give(std::size_t from, std::size_t end) {
    const auto line = std::string_view(buffer_).substr(from, end - from);
    if (!within_long_ && line.size() <= longest_) use_.line(offset_ + from, line);
    else if (!within_long_ && use_.too_long) use_.too_long(offset_ + from);
    within_long_ = false;
  }

  /// The rest of the line will be no line either.
  void pass_over() {
    if (!within_long_ && use_.too_long) use_.too_long(offset_);
    within_long_ = true;
    drop(buffer_.size());
  }

  void drop(std::size_t size) {
    buffer_.erase(0, size);
    offset_ += size;
  }

  std::uint64_t offset_;
  std::size_t longest_;
  const LineUse& use_;
  std::string buffer_;
  bool within_long_ = false;
};

}  // namespace

std::uint64_t read_lines(int fd, std::uint64_t offset, std::size_t longest, const LineUse& use) {
  LineReader reader(offset, longest, use);
  for (;;) {
    const auto piece = read_at(fd, reader.next(), piece_size);
    if (piece.empty()) return reader.offset();
    reader.take(piece);
  }
}

}  // namespace liftoff::posix
