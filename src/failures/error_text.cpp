#include "failures/error_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace liftoff::failures {

namespace {

constexpr std::string_view python_header = "Traceback (most recent call last)";
constexpr std::string_view cpp_header = "terminate called after throwing an instance of '";
constexpr std::size_t longest_message = 500, longest_read = 8192;  // bytes
constexpr std::size_t most_after = 50;  // lines that may follow the error that ended a program: loggers say goodbye
constexpr std::size_t most_after_bare = 5;

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_blank(std::string_view line) { return std::all_of(line.begin(), line.end(), is_space); }

/// At most `size` bytes, cut at a character's boundary.
std::string cut(std::string_view text, std::size_t size) {
  if (text.size() <= size) return std::string(text);
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return std::string(text.substr(0, size)) + "…";
}

using Lines = std::vector<std::string_view>;

bool are_few(Lines::const_iterator from, Lines::const_iterator to, std::size_t most) {
  return static_cast<std::size_t>(std::count_if(from, to, [](std::string_view line) { return !is_blank(line); })) <=
         most;
}

/// "package.SomeError: text": a dotted name that ends as exceptions do.
bool names_exception(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || !is_letter(name.front())) return false;
  if (!std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '.'; }))
    return false;
  constexpr std::array<std::string_view, 5> endings{"Error", "Exception", "Interrupt", "Exit", "Expired"};
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Whether a traceback is one of those that Python prints of what goes wrong while it tidies up, and goes on.
bool is_ignored(const Lines& lines, Lines::const_iterator header) {
  return header != lines.begin() && std::prev(header)->starts_with("Exception ignored ");
}

/// The first line after the last traceback's header that is not indented. A traceback that much follows did not end the
/// program.
std::optional<std::string> python_error(const Lines& lines) {
  auto header = lines.end();
  for (auto line = lines.begin(); line != lines.end(); ++line)
    if (line->find(python_header) != std::string_view::npos && !is_ignored(lines, line)) header = line;
  if (header == lines.end()) return std::nullopt;
  // In the traceback of an exception group the header stands behind "  + Exception Group ", its lines behind "  | ".
  auto prefix = header->substr(0, header->find(python_header));
  if (prefix.ends_with("Group ")) prefix = {};
  for (auto line = std::next(header); line != lines.end(); ++line) {
    auto text = *line;
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
    if (text.starts_with("  | ")) text.remove_prefix(4);
    if (text.empty() || is_space(text.front())) continue;
    return are_few(std::next(line), lines.end(), most_after) ? std::optional(std::string(text)) : std::nullopt;
  }
  return std::nullopt;
}

/// Syntax errors have no header.
std::optional<std::string> bare_python_error(const Lines& lines) {
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (names_exception(*line))
      return are_few(line.base(), lines.end(), most_after_bare) ? std::optional(std::string(*line)) : std::nullopt;
  return std::nullopt;
}

std::optional<std::string> cpp_error(const Lines& lines) {
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const auto at = line->find(cpp_header);
    if (at == std::string_view::npos) continue;
    const auto name = line->substr(at + cpp_header.size());
    const std::string error(name.substr(0, name.find('\'')));
    const auto what = line == lines.rbegin() ? std::string_view{} : *(line.base());
    const auto colon = what.find("what():");
    if (colon == std::string_view::npos) return error;
    const auto text = what.substr(colon + 7);
    return error + ": " + std::string(text.substr(std::min(text.find_first_not_of(' '), text.size())));
  }
  return std::nullopt;
}

std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b' && i + 1 < text.size() && text[i + 1] == '[') {
      i += 2;
      while (i < text.size() && !(text[i] >= '@' && text[i] <= '~')) ++i;
    } else if (static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != 0x7f) {
      out += text[i];
    } else if (text[i] == '\t') {
      out += ' ';
    }
  }
  return out;
}

/// Reads a message from the left, one piece after the other.
class Normaliser {
 public:
  explicit Normaliser(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size())
      if (!quoted_path() && !path() && !relative_path() && !address() && !hash() && !number()) out_ += text_[at_++];
    return out_;
  }

 private:
  bool after_word() const { return at_ > 0 && (is_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1])); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  /// The content of quotes that has a `/` and no line of prose in front of it.
  bool quoted_path() {
    const char quote = peek();
    if ((quote != '\'' && quote != '"') || after_word()) return false;
    const auto end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return false;
    const auto inside = text_.substr(at_ + 1, end - at_ - 1);
    const auto slash = inside.find('/');
    const auto space = inside.find(' ');
    if (slash == std::string_view::npos || (space < slash) || inside.find("://") != std::string_view::npos)
      return false;
    (out_ += quote) += "<path>";
    out_ += quote;
    at_ = end + 1;
    return true;
  }

  static bool in_path(char c) {
    return is_letter(c) || is_digit(c) || std::string_view("/.-+@%~=#,").find(c) != std::string_view::npos;
  }

  bool path() {
    const auto rest = text_.substr(at_);
    const bool starts =
        rest.starts_with("/") || rest.starts_with("./") || rest.starts_with("../") || rest.starts_with("~/");
    if (!starts || after_word() || (at_ > 0 && std::string_view("/.:~").find(text_[at_ - 1]) != std::string_view::npos))
      return false;
    std::size_t length = 0;
    while (length < rest.size() && in_path(rest[length])) ++length;
    while (length > 0 && std::string_view(".,").find(rest[length - 1]) != std::string_view::npos) --length;
    const auto found = rest.substr(0, length);
    if (std::none_of(found.begin(), found.end(), is_letter)) return false;
    out_ += "<path>";
    at_ += length;
    return true;
  }

  /// "runs/3_lr/model.pt": words with slashes between them, with a digit or a dot somewhere ("and/or" is none).
  bool relative_path() {
    if (after_word() || !(is_letter(peek()) || is_digit(peek())) ||
        (at_ > 0 && std::string_view("/.:").find(text_[at_ - 1]) != std::string_view::npos))
      return false;
    std::size_t length = 0;
    while (at_ + length < text_.size() && in_path(text_[at_ + length])) ++length;
    while (length > 0 && std::string_view(".,").find(text_[at_ + length - 1]) != std::string_view::npos) --length;
    const auto found = text_.substr(at_, length);
    const auto has = [&](auto is) { return std::any_of(found.begin(), found.end(), is); };
    if (found.find('/') == std::string_view::npos || !has(is_letter) ||
        !has([](char c) { return is_digit(c) || c == '.'; }))
      return false;
    out_ += "<path>";
    at_ += length;
    return true;
  }

  bool address() {
    if (after_word() || peek() != '0' || (peek(1) != 'x' && peek(1) != 'X') || !is_hex(peek(2))) return false;
    at_ += 2;
    while (is_hex(peek())) ++at_;
    out_ += "0x#";
    return true;
  }

  /// At least eight hexadecimal digits, letters and digits mixed; also in the groups of a UUID.
  bool hash() {
    if (after_word()) return false;
    std::size_t length = 0, letters = 0, digits = 0;
    while (is_hex(peek(length)) || (length >= 8 && peek(length) == '-' && is_hex(peek(length + 1)))) {
      (is_digit(peek(length)) ? digits : letters) += peek(length) != '-';
      ++length;
    }
    const char next = peek(length);
    if (length < 8 || letters == 0 || digits == 0 || is_letter(next) || is_digit(next)) return false;
    out_ += '#';
    at_ += length;
    return true;
  }

  /// Whether the letters in front of the digits name a type or an encoding with them, as in `float32` and `utf-8`.
  bool names_a_kind() const {
    auto end = at_;
    if (end > 0 && text_[end - 1] == '-') --end;
    auto begin = end;
    while (begin > 0 && text_[begin - 1] >= 'a' && text_[begin - 1] <= 'z') --begin;
    constexpr std::array<std::string_view, 13> kinds{"float", "int", "uint", "complex", "bfloat", "fp",   "bf",
                                                     "tf",    "utf", "sha",  "md",      "str",    "latin"};
    return std::find(kinds.begin(), kinds.end(), text_.substr(begin, end - begin)) != kinds.end();
  }

  bool number() {
    if (!is_digit(peek())) return false;
    if (names_a_kind()) {
      while (is_digit(peek())) out_ += text_[at_++];
      return true;
    }
    const bool signed_here = at_ > 0 && (text_[at_ - 1] == '-' || text_[at_ - 1] == '+') &&
                             (at_ < 2 || (!is_letter(text_[at_ - 2]) && !is_digit(text_[at_ - 2])));
    if (signed_here && !out_.empty()) out_.pop_back();
    while (is_digit(peek()) || ((peek() == '.' || peek() == '_' || peek() == ',') && is_digit(peek(1)))) ++at_;
    if ((peek() == 'e' || peek() == 'E') &&
        (is_digit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && is_digit(peek(2))))) {
      at_ += 2;
      while (is_digit(peek())) ++at_;
    }
    out_ += '#';
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

}  // namespace

std::optional<std::string> last_error_line(std::string_view err) {
  const auto lines = split_lines(err);
  if (auto error = python_error(lines)) return error;
  if (auto error = cpp_error(lines)) return error;
  return bare_python_error(lines);
}

std::string normalised_error(std::string_view line) {
  const auto text = without_escapes(line.substr(0, longest_read));
  auto message = Normaliser(text).run();
  message.erase(message.find_last_not_of(' ') + 1);
  return cut(message, longest_message);
}

std::optional<Memory> exhausted_memory(std::string_view text) {
  // PyTorch, CUDA's own libraries, JAX and TensorFlow.
  if (contains_any(text,
                   {"CUDA out of memory", "CUDA error: out of memory", "HIP out of memory", "cuda.OutOfMemoryError",
                    "CUDA_ERROR_OUT_OF_MEMORY", "cudaErrorMemoryAllocation", "CUBLAS_STATUS_ALLOC_FAILED",
                    "CUDNN_STATUS_ALLOC_FAILED", "RESOURCE_EXHAUSTED: Out of memory", "ResourceExhaustedError"}))
    return Memory::Cuda;
  // Python, numpy, C++, PyTorch on the CPU, the C library, the kernel.
  if (contains_any(text, {"MemoryError", "std::bad_alloc", "Cannot allocate memory", "can't allocate memory",
                          "oom-kill", "OOM kill", "OOMKilled"}))
    return Memory::Host;
  // Other exceptions may well speak of memory that ran out.
  if (!names_exception(text) && contains_any(text, {"Out of memory", "out of memory"})) return Memory::Host;
  return std::nullopt;
}

std::vector<std::string> last_lines(std::string_view text, std::size_t count) {
  std::vector<std::string> last;
  const auto lines = split_lines(text);
  for (auto line = lines.rbegin(); line != lines.rend() && last.size() < count; ++line) {
    // Of a line that was drawn over with carriage returns, the last state.
    const auto shown = line->substr(line->rfind('\r') + 1);
    if (!is_blank(shown)) last.push_back(cut(shown, longest_message));
  }
  std::reverse(last.begin(), last.end());
  return last;
}

}  // namespace liftoff::failures
