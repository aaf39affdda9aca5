// The only file that knows the YAML parser. It is driven by events, not by its document type, whose
// depth, aliases, duplicate keys and later documents nobody checks.
#include "value/yaml_parse.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "value/scalar_text.hpp"
#include "value/source_text.hpp"
#include "value/yaml_mistakes.hpp"
#include "value/yaml_signs.hpp"

namespace liftoff::value {

namespace {

/// Builds the tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  /// `text`: what the parser sees, `source`: what was written in the same bytes.
  TreeBuilder(std::string_view text, std::string_view source, const std::optional<ByteEscapes>& bytes)
      : text_(text), source_(source), bytes_(bytes) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) refuse_rest(mark);
    if (const auto line = stray_directive(text_, place_of(mark)))
      fail(*line, "a line that begins with % needs quotes", {}, false);
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto written = null_as_written(text_, place_of(mark));
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
    fail(last.line,
         fmt::format("the lines below '{}' are not indented far enough: in a list they begin further right than an "
                     "anchor or a tag",
                     text_.substr(begin, text + 1 - begin)),
         fmt::format("put {} blanks or more in front of each of them", column_of(begin) + 1));
  }

 private:
  static constexpr int in_flow = -2;  ///< less than any column: lines in brackets may begin anywhere

  struct Open {
    std::uint32_t node = 0;
    int column = in_flow;
  };

  static std::size_t place_of(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.pos, 0)); }

  [[noreturn]] static void fail(int line, std::string what, std::string hint = {}, bool certain = true) {
    throw YamlRefusal{{line, std::move(what), std::move(hint)}, certain};
  }
  [[noreturn]] static void fail(const YAML::Mark& mark, std::string what, std::string hint = {}) {
    fail(mark.line + 1, std::move(what), std::move(hint));
  }

  [[noreturn]] void refuse_rest(const YAML::Mark& mark) const {
    const auto rest = text_.substr(std::min(text_.size(), place_of(mark)));
    if (rest.starts_with("---") || rest.starts_with("%"))
      fail(mark, "a second document begins: a configuration is one document");
    fail(mark.line + 1, "this is not part of the value above it: check indentation and quotes", {}, false);
  }

  /// The parser takes nothing between two commas for a null.
  void check_comma(const YAML::Mark& mark) const {
    const auto at = place_of(mark);
    if (open_.empty() || at >= text_.size() || text_[at] != ',') return;
    const auto& parent = tree_.nodes[open_.back().node];
    const bool is_value = parent.children.size() % 2 == 1 || text_[last_before(at)] == '?';
    if (parent.kind == YamlNode::Map && is_value) return;
    fail(mark, parent.children.empty() ? "there is nothing before this comma" : "there is nothing between the commas");
  }

  /// The text of a scalar whose value the parser gives: of quoted and block scalars as the source has it.
  std::string text_of(const YAML::Mark& mark, const std::string& value) const {
    const auto begin = after_properties(text_, place_of(mark));
    if (!is_content(mark, begin)) return value;
    if (text_[begin] == '|' || text_[begin] == '>') return block_text(source_.substr(begin), parent_column());
    if (!is_quote(text_, begin))
      return text_.data() == source_.data() ? value : plain_text(source_.substr(begin), value);
    const auto end = end_of_quoted(text_, begin);
    if (end == text_.npos) fail(mark, "this quote is never closed");  // the end of the file is a quote to the parser
    return quoted_text(source_.substr(begin, end - begin));
  }

  /// Whether what stands behind the properties of a node that begins at the mark belongs to it.
  bool is_content(const YAML::Mark& mark, std::size_t at) const {
    return at < text_.size() && (is_on_line_of(mark, at) || column_of(at) > parent_column());
  }

  bool is_on_line_of(const YAML::Mark& mark, std::size_t at) const {
    const auto begin = place_of(mark);
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
    const auto at = after_properties(text_, place_of(mark));
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
      if (is_nothing(key) && !is_explicit(key, column)) fail(key.line, "a colon without a key");
      if (column != in_flow && is_nothing(value) && !has_colon(key, column))
        fail(key.line, fmt::format("'{}' is not of the form 'key: value'", key.text),
             "a colon and a blank go between them", false);
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

  /// As in the place of a template, `{{ value }}`.
  bool stands_twice(const YAML::Mark& mark, char sign) const {
    const auto at = place_of(mark);
    return at > 0 && at < text_.size() && text_[at] == sign && text_[at - 1] == sign;
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
    const auto written = tag.starts_with(yaml_tags) ? "!!" + tag.substr(yaml_tags.size()) : tag;
    fail(
        mark,
        fmt::format("unknown tag '{}': only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map have a meaning here",
                    written),
        "take it away and write plain values; a text that begins with ! needs quotes");
  }

  YamlNode& add(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind, YamlTag tag) {
    const auto id = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.nodes.emplace_back();
    if (open_.empty()) tree_.root = id;
    else tree_.nodes[open_.back().node].children.push_back(id);
    tree_.empty = false;
    if (anchor != 0) {
      if (!is_anchor(text_, place_of(mark)))
        fail(mark.line + 1, "the name of an anchor holds letters, digits, - and _ alone",
             "a text that begins with & needs quotes", false);
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
    if (kind == YamlNode::Map && stands_twice(mark, '{'))
      fail(mark.line + 1, "a key must be a scalar, not a list or a mapping", {}, false);
    add(mark, anchor, kind, tag_of(mark, tag));
    open_.push_back({static_cast<std::uint32_t>(tree_.nodes.size() - 1),
                     style == YAML::EmitterStyle::Flow ? in_flow : column_of_block(mark)});
  }

  std::string_view text_, source_;
  const std::optional<ByteEscapes>& bytes_;
  bool started_ = false;
  YamlTree tree_;
  std::vector<Open> open_;              ///< collections that have begun and not ended
  std::vector<std::uint32_t> anchors_;  ///< node by the parser's number of its anchor
};

/// What the parser has refused.
YamlRefusal refusal_of(const TreeBuilder& builder, const YAML::Exception& error) {
  const int line = error.mark.is_null() ? 1 : error.mark.line + 1;
  if (dynamic_cast<const YAML::DeepRecursion*>(&error))
    return {{line, fmt::format("nested deeper than {} levels", max_yaml_depth), {}}};
  if (error.msg == YAML::ErrorMsg::END_OF_SEQ) builder.refuse_shallow_block();
  if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR)
    return {{line, "there is no anchor of this name above", "a text that begins with * needs quotes"}, false};
  return {{line, fmt::format("this line, or the one above it, is no YAML: {}", error.msg),
           "look at its colons, quotes, brackets and indentation"},
          false};
}

YamlTree read_tree(TreeBuilder& builder, std::istream& stream) try {
  YAML::Parser parser(stream);
  while (parser.HandleNextDocument(builder)) {}
  return builder.take();
} catch (const YAML::Exception& error) {
  throw refusal_of(builder, error);
}

}  // namespace

YamlTree parse_yaml_tree(std::string_view text, const std::string& name) {
  const auto bytes = ByteEscapes::of(text);
  const std::string safe = bytes ? bytes->protect(text) : std::string();
  if (bytes) text = safe;
  const auto with_line_feeds = line_ends_as_feeds(text);
  const std::string_view seen = with_line_feeds ? std::string_view(*with_line_feeds) : text;
  std::istringstream stream{std::string(seen)};
  TreeBuilder builder(seen, text, bytes);
  try {
    return read_tree(builder, stream);
  } catch (const YamlRefusal& refusal) {
    throw refused_yaml(seen, name, refusal);
  }
}

}  // namespace liftoff::value
