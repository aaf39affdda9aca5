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
    add(mark, anchor, YamlNode::Plain, YamlTag::None).text = written;
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto target = anchor < anchors_.size() ? anchors_[anchor] : 0;
    if (std::find(open_.begin(), open_.end(), target) != open_.end())
      fail(mark, "this alias stands inside the value that it refers to");
    add(mark, 0, YamlNode::Alias, YamlTag::None).target = target;
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool plain = tag != "!";
    check_quotes(mark);
    auto& node =
        add(mark, anchor, plain ? YamlNode::Plain : YamlNode::Quoted, plain ? tag_of(mark, tag) : YamlTag::None);
    node.text = bytes_ ? bytes_->restore(value) : value;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, anchor, YamlNode::List, tag);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(mark, anchor, YamlNode::Map, tag);
    in_block_.push_back(style != YAML::EmitterStyle::Flow);
  }
  void OnMapEnd() override {
    check_keys(tree_.nodes[open_.back()], in_block_.back());
    in_block_.pop_back();
    open_.pop_back();
  }

  YamlTree take() { return std::move(tree_); }

 private:
  [[noreturn]] void fail(const YAML::Mark& mark, std::string_view what) const {
    throw usage_error(fmt::format("{}:{}: {}", name_, mark.line + 1, what));
  }

  [[noreturn]] void refuse_rest(const YAML::Mark& mark) const {
    const auto rest = text_.substr(std::min(text_.size(), static_cast<std::size_t>(std::max(mark.pos, 0))));
    if (rest.starts_with("---") || rest.starts_with("%"))
      fail(mark, "a second document begins: a configuration is one document");
    fail(mark, "this is not part of the value above it: check indentation and quotes");
  }

  /// The parser takes the end of the file for a closing quote.
  void check_quotes(const YAML::Mark& mark) const {
    const auto begin = after_properties(mark.pos);
    if (begin < text_.size() && (text_[begin] == '\'' || text_[begin] == '"') && end_of_quoted(begin) == text_.npos)
      fail(mark, "this quote is never closed");
  }

  /// Where the node's own text begins, behind its anchor and tag.
  std::size_t after_properties(int position) const {
    auto at = static_cast<std::size_t>(std::max(position, 0));
    while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
      at = text_.find_first_of(" \t\r\n", at);
      at = at == text_.npos ? at : text_.find_first_not_of(" \t\r\n", at);
    }
    return at;
  }

  /// Behind the closing quote of the scalar that begins here, or npos.
  std::size_t end_of_quoted(std::size_t at) const {
    const char quote = text_[at++];
    for (; at < text_.size(); ++at) {
      if (text_[at] == '\\' && quote == '"') ++at;
      else if (text_[at] != quote) continue;
      else if (quote == '\'' && text_.substr(at + 1, 1) == "'") ++at;
      else return at + 1;
    }
    return text_.npos;
  }

  /// The parser takes a last line without a colon ("lr 0.1", "lr:0.1") for a key without a value, and a
  /// colon without a key for one of an empty key.
  void check_keys(const YamlNode& map, bool block) const {
    for (std::size_t i = 0; i + 1 < map.children.size(); i += 2) {
      const auto& key = tree_.nodes[map.children[i]];
      const auto& value = tree_.nodes[map.children[i + 1]];
      if (is_nothing(key) && !is_explicit(key))
        throw usage_error(fmt::format("{}:{}: a colon without a key", name_, key.line));
      if (block && is_nothing(value) && !has_colon(key))
        throw usage_error(fmt::format("{}:{}: '{}' is not of the form 'key: value'", name_, key.line, key.text),
                          "a colon and a space go between them");
    }
  }

  static bool is_nothing(const YamlNode& node) {
    return node.kind == YamlNode::Plain && node.tag == YamlTag::None && node.text.empty();
  }

  /// Whether the key stands after a '?'.
  bool is_explicit(const YamlNode& key) const {
    if (key.position == 0) return false;
    const auto before = text_.find_last_not_of(" \t\r\n", static_cast<std::size_t>(key.position) - 1);
    return before != text_.npos && text_[before] == '?';
  }

  bool has_colon(const YamlNode& key) const {
    if (key.kind != YamlNode::Plain && key.kind != YamlNode::Quoted) return true;
    if (is_explicit(key)) return true;
    auto at = after_properties(key.position);
    if (at >= text_.size()) return false;
    if (text_[at] == '\'' || text_[at] == '"') at = end_of_quoted(at);
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
    else tree_.nodes[open_.back()].children.push_back(id);
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

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind, const std::string& tag) {
    if (open_.size() >= max_yaml_depth) fail(mark, fmt::format("nested deeper than {} levels", max_yaml_depth));
    add(mark, anchor, kind, tag_of(mark, tag));
    open_.push_back(static_cast<std::uint32_t>(tree_.nodes.size() - 1));
  }

  std::string_view text_;
  const std::string& name_;
  const std::optional<ByteEscapes>& bytes_;
  bool started_ = false;
  YamlTree tree_;
  std::vector<std::uint32_t> open_;     ///< collections that have begun and not ended
  std::vector<bool> in_block_;          ///< of the open mappings, whether they are in block style
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
    if (error.mark.is_null()) throw usage_error(fmt::format("{}: {}", name, error.msg));
    throw usage_error(fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg));
  }
  return builder.take();
}

}  // namespace liftoff::value
