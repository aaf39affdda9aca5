#include "query/error_text.hpp"

#include <algorithm>
#include <array>

namespace liftoff {

namespace {

constexpr std::string_view python_header = "Traceback (most recent call last)";
constexpr std::string_view cpp_header = "terminate called after throwing an instance of '";
constexpr std::size_t longest_message = 500;  // bytes

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
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_blank(std::string_view line) { return std::all_of(line.begin(), line.end(), is_space); }

/// "package.SomeError: text": a dotted name that ends as exceptions do.
bool names_exception(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || !is_letter(name.front())) return false;
  if (!std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '.'; })) return false;
  constexpr std::array<std::string_view, 5> endings{"Error", "Exception", "Interrupt", "Exit", "Expired"};
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// The first line after the last traceback's header that is not indented.
std::optional<std::string> python_error(const std::vector<std::string_view>& lines) {
  const auto header = std::find_if(lines.rbegin(), lines.rend(), [](std::string_view line) { return line.find(python_header) != std::string_view::npos; });
  if (header == lines.rend()) return std::nullopt;
  // In the traceback of an exception group the header stands behind "  + Exception Group ", its lines behind "  | ".
  auto prefix = header->substr(0, header->find(python_header));
  if (prefix.ends_with("Group ")) prefix = {};
  for (auto line = header.base(); line != lines.end(); ++line) {
    auto text = *line;
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
    if (text.starts_with("  | ")) text.remove_prefix(4);
    if (!text.empty() && !is_space(text.front())) return std::string(text);
  }
  return std::nullopt;
}

/// Syntax errors have no header.
std::optional<std::string> bare_python_error(const std::vector<std::string_view>& lines) {
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (names_exception(*line)) return std::string(*line);
  return std::nullopt;
}

std::optional<std::string> cpp_error(const std::vector<std::string_view>& lines) {
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
      if (!quoted_path() && !path() && !address() && !hash() && !number()) out_ += text_[at_++];
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
    if (slash == std::string_view::npos || (space < slash) || inside.find("://") != std::string_view::npos) return false;
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
    const bool starts = rest.starts_with("/") || rest.starts_with("./") || rest.starts_with("../") || rest.starts_with("~/");
    if (!starts || after_word() || (at_ > 0 && std::string_view("/.:~").find(text_[at_ - 1]) != std::string_view::npos)) return false;
    std::size_t length = 0;
    while (length < rest.size() && in_path(rest[length])) ++length;
    while (length > 0 && std::string_view(".,").find(rest[length - 1]) != std::string_view::npos) --length;
    const auto found = rest.substr(0, length);
    if (std::none_of(found.begin(), found.end(), is_letter)) return false;
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

  /// Digits that belong to no name: `layer3`, `float32` and `utf-8` stay.
  bool number() {
    if (!is_digit(peek()) || after_word()) return false;
    const bool hyphen = at_ >= 2 && text_[at_ - 1] == '-' && is_letter(text_[at_ - 2]);
    if (hyphen) return false;
    if (!out_.empty() && out_.back() == '-') out_.pop_back();
    while (is_digit(peek()) || ((peek() == '.' || peek() == '_' || peek() == ',') && is_digit(peek(1)))) ++at_;
    if ((peek() == 'e' || peek() == 'E') && (is_digit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && is_digit(peek(2))))) {
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
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

}  // namespace

std::optional<std::string> last_error_line(std::string_view err) {
  const auto lines = split_lines(err);
  if (auto error = python_error(lines)) return error;
  if (auto error = cpp_error(lines)) return error;
  return bare_python_error(lines);
}

std::string normalised_error(std::string_view line) {
  const auto text = without_escapes(line.substr(0, longest_message));
  auto message = Normaliser(text).run();
  message.erase(message.find_last_not_of(' ') + 1);
  return message;
}

std::optional<Memory> exhausted_memory(std::string_view text) {
  // PyTorch, CUDA's own libraries, JAX and TensorFlow.
  if (contains_any(text, {"CUDA out of memory", "CUDA error: out of memory", "HIP out of memory", "cuda.OutOfMemoryError", "CUDA_ERROR_OUT_OF_MEMORY",
                          "cudaErrorMemoryAllocation", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED", "RESOURCE_EXHAUSTED: Out of memory",
                          "ResourceExhaustedError"}))
    return Memory::Cuda;
  // Python, numpy, C++, PyTorch on the CPU, the kernel.
  if (contains_any(text, {"MemoryError", "std::bad_alloc", "Cannot allocate memory", "can't allocate memory", "Out of memory", "out of memory", "oom-kill", "OOM kill", "OOMKilled"}))
    return Memory::Host;
  return std::nullopt;
}

std::vector<std::string> last_lines(std::string_view text, std::size_t count) {
  std::vector<std::string> last;
  const auto lines = split_lines(text);
  for (auto line = lines.rbegin(); line != lines.rend() && last.size() < count; ++line)
    if (!is_blank(*line)) last.emplace_back(*line);
  std::reverse(last.begin(), last.end());
  return last;
}

}  // namespace liftoff
