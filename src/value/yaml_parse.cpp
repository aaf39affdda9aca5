// The only file that knows the YAML parser. It is driven by events, not by its document type, whose
// depth, aliases, duplicate keys and later documents nobody checks.
#include "value/yaml_parse.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <optional>
#include <streambuf>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "value/scalar_text.hpp"
#include "value/source_text.hpp"

namespace liftoff::value {

namespace {

class MemoryBuffer : public std::streambuf {
 public:
  explicit MemoryBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

std::optional<YamlTag> known_tag(std::string_view tag) {
  static constexpr std::string_view prefix = "tag:yaml.org,2002:";
  static constexpr std::array<std::pair<std::string_view, YamlTag>, 7> tags = {{{"str", YamlTag::Str},
                                                                                {"int", YamlTag::Int},
                                                                                {"float", YamlTag::Float},
                                                                                {"bool", YamlTag::Bool},
                                                                                {"null", YamlTag::Null},
                                                                                {"seq", YamlTag::Seq},
                                                                                {"map", YamlTag::Map}}};
  if (!tag.starts_with(prefix)) return std::nullopt;
  tag.remove_prefix(prefix.size());
  const auto* found = std::find_if(tags.begin(), tags.end(), [&](const auto& known) { return known.first == tag; });
  return found == tags.end() ? std::nullopt : std::optional(found->second);
}

/// Builds the tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, const std::string& name, const std::optional<ByteEscapes>& bytes)
      : text_(text), name_(name), bytes_(bytes) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) refuse_rest(mark);
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto written = null_at(mark);
    if (open_.empty() && written.empty()) return;  // a document without content
    check_comma(mark);
    add(mark, anchor, YamlNode::Plain, YamlTag::None).text = written;
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto target = anchor < anchors_.size() ? anchors_[anchor] : 0;
    if (std::any_of(open_.begin(), open_.end(), [&](const auto& open) { return open.node == target; }))
      fail(mark, "this alias stands inside the value that it refers to");
    add(mark, 0, YamlNode::Alias, YamlTag::None).target = target;
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool plain = tag != "!";
    const auto text = text_of(mark, value);
    auto& node =
        add(mark, anchor, plain ? YamlNode::Plain : YamlNode::Quoted, plain ? tag_of(mark, tag) : YamlTag::None);
    node.text = bytes_ ? bytes_->restore(text) : text;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(mark, anchor, YamlNode::List, tag, style);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(mark, anchor, YamlNode::Map, tag, style);
  }
  void OnMapEnd() override {
    check_keys(tree_.nodes[open_.back().node], open_.back().column);
    open_.pop_back();
  }

  YamlTree take() { return std::move(tree_); }

  /// Of an item "- &k |" the parser takes no line that doesn't begin further right than the anchor or tag.
  void refuse_shallow_block() const {
    if (tree_.nodes.empty()) return;
    const auto& last = tree_.nodes.back();
    const auto begin = static_cast<std::size_t>(last.position);
    const auto text = after_properties(text_, begin);
    if (text == begin || text >= text_.size() || (text_[text] != '|' && text_[text] != '>')) return;
    throw usage_error(
        fmt::format("{}:{}: the lines below '{}' are not indented far enough: in a list they begin further right than "
                    "an anchor or a tag",
                    name_, last.line, text_.substr(begin, text + 1 - begin)),
        fmt::format("put {} blanks or more in front of each of them", column_of(begin) + 1));
  }

 private:
  static constexpr int in_flow = -2;  ///< less than any column: lines in brackets may begin anywhere

  struct Open {
    std::uint32_t node = 0;
    int column = in_flow;
  };

  [[noreturn]] void fail(const YAML::Mark& mark, std::string_view what) const {
    throw usage_error(fmt::format("{}:{}: {}", name_, mark.line + 1, what));
  }

  [[noreturn]] void refuse_rest(const YAML::Mark& mark) const {
    const auto rest = text_.substr(std::min(text_.size(), static_cast<std::size_t>(std::max(mark.pos, 0))));
    if (rest.starts_with("---") || rest.starts_with("%"))
      fail(mark, "a second document begins: a configuration is one document");
    fail(mark, "this is not part of the value above it: check indentation and quotes");
  }

  /// The parser takes nothing between two commas for a null.
  void check_comma(const YAML::Mark& mark) const {
    const auto at = static_cast<std::size_t>(std::max(mark.pos, 0));
    if (open_.empty() || at >= text_.size() || text_[at] != ',') return;
    const auto& parent = tree_.nodes[open_.back().node];
    const bool is_value = parent.children.size() % 2 == 1 || text_[last_before(at)] == '?';
    if (parent.kind == YamlNode::Map && is_value) return;
    fail(mark, parent.children.empty() ? "there is nothing before this comma" : "there is nothing between the commas");
  }

  /// The text of a scalar whose value the parser gives: of quoted and block scalars as the source has it.
  std::string text_of(const YAML::Mark& mark, const std::string& value) const {
    const auto begin = after_properties(text_, static_cast<std::size_t>(std::max(mark.pos, 0)));
    if (!is_content(mark, begin)) return value;
    if (text_[begin] == '|' || text_[begin] == '>') return block_text(text_.substr(begin), parent_column());
    if (!is_quote(text_, begin)) return value;
    const auto end = end_of_quoted(text_, begin);
    if (end == text_.npos) fail(mark, "this quote is never closed");  // the end of the file is a quote to the parser
    return quoted_text(text_.substr(begin, end - begin));
  }

  /// Whether what stands behind the properties of a node that begins at the mark belongs to it.
  bool is_content(const YAML::Mark& mark, std::size_t at) const {
    return at < text_.size() && (is_on_line_of(mark, at) || column_of(at) > parent_column());
  }

  bool is_on_line_of(const YAML::Mark& mark, std::size_t at) const {
    const auto begin = static_cast<std::size_t>(std::max(mark.pos, 0));
    return text_.substr(begin, at - begin).find_first_of("\r\n") == text_.npos;
  }

  int column_of(std::size_t at) const {
    const auto before = text_.substr(0, at).find_last_of("\r\n");
    return static_cast<int>(before == text_.npos ? at : at - before - 1);
  }

  /// Of the innermost collection; -1 where nothing is open.
  int parent_column() const { return open_.empty() ? -1 : open_.back().column; }

  /// Of a block collection that begins at the mark.
  int column_of_block(const YAML::Mark& mark) const {
    const auto at = after_properties(text_, static_cast<std::size_t>(std::max(mark.pos, 0)));
    if (at >= text_.size() || is_on_line_of(mark, at)) return mark.column;
    const auto line = at - static_cast<std::size_t>(column_of(at));
    return static_cast<int>(text_.find_first_not_of(' ', line) - line);
  }

  /// The parser takes a last line without a colon ("lr 0.1", "lr:0.1") for a key without a value, and a
  /// colon without a key for one of an empty key.
  void check_keys(const YamlNode& map, int column) const {
    for (std::size_t i = 0; i + 1 < map.children.size(); i += 2) {
      const auto& key = tree_.nodes[map.children[i]];
      const auto& value = tree_.nodes[map.children[i + 1]];
      if (is_nothing(key) && !is_explicit(key, column))
        throw usage_error(fmt::format("{}:{}: a colon without a key", name_, key.line));
      if (column != in_flow && is_nothing(value) && !has_colon(key, column))
        throw usage_error(fmt::format("{}:{}: '{}' is not of the form 'key: value'", name_, key.line, key.text),
                          "a colon and a space go between them");
    }
  }

  static bool is_nothing(const YamlNode& node) {
    return node.kind == YamlNode::Plain && node.tag == YamlTag::None && node.text.empty();
  }

  /// Whether the key stands after a '?' that is no end of a text: at the column of its block, or first in its braces.
  bool is_explicit(const YamlNode& key, int column) const {
    const auto at = last_before(static_cast<std::size_t>(key.position));
    if (at == text_.npos || text_[at] != '?') return false;
    if (column != in_flow) return column_of(at) == column;
    const auto before = last_before(at);
    return before != text_.npos && std::string_view("{[,").find(text_[before]) != std::string_view::npos;
  }

  /// Where the last character before this place stands, blanks left out.
  std::size_t last_before(std::size_t at) const { return text_.substr(0, at).find_last_not_of(" \t\r\n"); }

  bool has_colon(const YamlNode& key, int column) const {
    if (key.kind != YamlNode::Plain && key.kind != YamlNode::Quoted) return true;
    if (is_explicit(key, column)) return true;
    auto at = after_properties(text_, static_cast<std::size_t>(key.position));
    if (at >= text_.size()) return false;
    if (is_quote(text_, at)) at = end_of_quoted(text_, at);
    else at += key.text.size();  // a key is written on one line, as it is
    at = at < text_.size() ? text_.find_first_not_of(" \t", at) : text_.npos;
    return at != text_.npos && text_[at] == ':';
  }

  YamlTag tag_of(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return YamlTag::None;
    if (const auto known = known_tag(tag)) return *known;
    fail(mark,
         fmt::format(
             "unknown tag '{}': only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map have a meaning here", tag));
  }

  /// How a null is written: the parser does not tell, but as a key it is text.
  std::string null_at(const YAML::Mark& mark) const {
    if (mark.pos < 0 || static_cast<std::size_t>(mark.pos) >= text_.size()) return {};
    const auto rest = text_.substr(static_cast<std::size_t>(mark.pos));
    for (const auto* spelling : {"~", "null", "Null", "NULL"})
      if (rest.starts_with(spelling)) return spelling;
    return rest.starts_with('&') || rest.starts_with('!') ? "null" : "";
  }

  YamlNode& add(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind, YamlTag tag) {
    const auto id = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.nodes.emplace_back();
    if (open_.empty()) tree_.root = id;
    else tree_.nodes[open_.back().node].children.push_back(id);
    tree_.empty = false;
    if (anchor != 0) {
      if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
      anchors_[anchor] = id;
    }
    auto& node = tree_.nodes.back();
    node.kind = kind;
    node.tag = tag;
    node.line = mark.line + 1;
    node.position = std::max(mark.pos, 0);
    return node;
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind, const std::string& tag,
            YAML::EmitterStyle::value style) {
    if (open_.size() >= max_yaml_depth) fail(mark, fmt::format("nested deeper than {} levels", max_yaml_depth));
    add(mark, anchor, kind, tag_of(mark, tag));
    open_.push_back({static_cast<std::uint32_t>(tree_.nodes.size() - 1),
                     style == YAML::EmitterStyle::Flow ? in_flow : column_of_block(mark)});
  }

  std::string_view text_;
  const std::string& name_;
  const std::optional<ByteEscapes>& bytes_;
  bool started_ = false;
  YamlTree tree_;
  std::vector<Open> open_;              ///< collections that have begun and not ended
  std::vector<std::uint32_t> anchors_;  ///< node by the parser's number of its anchor
};

}  // namespace

YamlTree parse_yaml_tree(std::string_view text, const std::string& name) {
  const auto bytes = ByteEscapes::of(text);
  const std::string safe = bytes ? bytes->protect(text) : std::string();
  if (bytes) text = safe;
  MemoryBuffer buffer(text);
  std::istream stream(&buffer);
  TreeBuilder builder(text, name, bytes);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {}
  } catch (const YAML::DeepRecursion& error) {
    throw usage_error(fmt::format("{}:{}: nested deeper than {} levels", name, error.mark.line + 1, max_yaml_depth));
  } catch (const YAML::Exception& error) {
    if (error.msg == YAML::ErrorMsg::END_OF_SEQ) builder.refuse_shallow_block();
    if (error.mark.is_null()) throw usage_error(fmt::format("{}: {}", name, error.msg));
    throw usage_error(fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg));
  }
  return builder.take();
}

}  // namespace liftoff::value
