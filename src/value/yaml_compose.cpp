#include "value/yaml_compose.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "text/utf8.hpp"
#include "value/config_key.hpp"
#include "value/key_index.hpp"
#include "value/scalar.hpp"
#include "value/yaml_parse.hpp"

namespace liftoff::value {

namespace {

/// How the keys of a mapping are read: names of a configuration (strings, a trailing `_` is the
/// opaque mark), or the plain dict that stands in an opaque value or a list.
enum class Keys { Names, Typed };

/// Where in the document a node stands.
struct Place {
  Keys keys = Keys::Typed;
  int depth = 0;
  const Map* defaults = nullptr;  ///< the mapping that this one will be merged over; null for none

  Place below(Keys child_keys = Keys::Typed, const Map* child_defaults = nullptr) const {
    return {child_keys, depth + 1, child_defaults};
  }
};

/// What the plain scalars of values become; null is null in either case.
enum class Scalars { Resolved, AsWritten };

/// What aliases may add up to, in nodes and in 64 bytes of text.
constexpr std::size_t max_expansion = 1'000'000;

class Composer {
 public:
  Composer(const YamlTree& tree, std::shared_ptr<const std::string> file, Scalars scalars)
      : tree_(tree), file_(std::move(file)), scalars_(scalars) {}

  Value compose(std::uint32_t id, Place place) {
    const auto& node = tree_.nodes[id];
    if (place.depth > max_yaml_depth) fail(node, fmt::format("nested deeper than {} levels", max_yaml_depth));
    charge(node);
    Value value = value_of(node, place);
    value.mark = {file_, node.line};
    return value;
  }

 private:
  [[noreturn]] void fail(const YamlNode& node, std::string_view what) const {
    throw usage_error(fmt::format("{}:{}: {}", *file_, node.line, what));
  }

  void charge(const YamlNode& node) {
    if (aliases_ == 0) return;
    expanded_ += 1 + node.text.size() / 64;
    if (expanded_ > max_expansion) fail(node, "the aliases of this document expand to too much");
  }

  Value value_of(const YamlNode& node, Place place) {
    switch (node.kind) {
      case YamlNode::Plain: return scalar(node);
      case YamlNode::Quoted: return node.text;
      case YamlNode::List: return list(node, place);
      case YamlNode::Map: return mapping(node, place);
      case YamlNode::Alias: break;
    }
    ++aliases_;
    Value value = compose(node.target, place);
    --aliases_;
    return value;
  }

  Value scalar(const YamlNode& node) const try { return tagged(node); } catch (const Error& error) {
    throw error.within(fmt::format("{}:{}", *file_, node.line));
  }

  Value tagged(const YamlNode& node) const {
    switch (node.tag) {
      case YamlTag::None: return untagged(node.text);
      case YamlTag::Str: return node.text;
      case YamlTag::Null: return {};
      case YamlTag::Bool:
        if (const auto flag = scalar_as_bool(node.text)) return *flag;
        break;
      case YamlTag::Int:
        if (const auto integer = scalar_as_integer(node.text)) return *integer;
        break;
      case YamlTag::Float:
        if (const auto number = scalar_as_float(node.text)) return *number;
        if (const auto integer = scalar_as_integer(node.text)) return std::stod(python_str(*integer));
        break;
      case YamlTag::Seq:
      case YamlTag::Map: break;
    }
    throw usage_error(fmt::format("'{}' does not fit its tag", node.text));
  }

  Value untagged(const std::string& text) const {
    auto value = resolve_scalar(text);
    return scalars_ == Scalars::Resolved || value.is_null() ? value : Value(text);
  }

  Value list(const YamlNode& node, Place place) {
    if (node.tag != YamlTag::None && node.tag != YamlTag::Seq) fail(node, "a list does not fit its tag");
    List items;
    items.reserve(node.children.size());
    for (const auto child : node.children) items.push_back(compose(child, place.below()));
    return items;
  }

  Value mapping(const YamlNode& node, Place place) {
    if (node.tag != YamlTag::None && node.tag != YamlTag::Map) fail(node, "a mapping does not fit its tag");
    Map map;
    KeyIndex index;
    const YamlNode* merge_key = nullptr;
    for (std::size_t i = 0; i < node.children.size(); i += 2) {
      if (!is_merge_key(node.children[i])) continue;
      const auto& key = tree_.nodes[node.children[i]];
      if (merge_key) fail(key, fmt::format("'<<' is given twice (first on line {})", merge_key->line));
      merge_key = &key;
      merge_into(map, index, node.children[i + 1], place);
    }
    std::vector<bool> own(map.size(), false);
    for (std::size_t i = 0; i < node.children.size(); i += 2) {
      if (is_merge_key(node.children[i])) continue;
      auto entry = entry_of(node.children[i], node.children[i + 1], place);
      auto* present = index.find(map, entry.key);
      const auto at = static_cast<std::size_t>(present ? present - map.begin() : 0);
      if (present && own[at]) fail_duplicate(*present, entry);
      if (present) {
        *present = std::move(entry);
        own[at] = true;
      } else {
        map.append(std::move(entry));
        own.push_back(true);
      }
    }
    return map;
  }

  [[noreturn]] void fail_duplicate(const MapEntry& first, const MapEntry& second) const {
    const auto written = [](const MapEntry& e) { return python_str(e.key) + (e.opaque ? "_" : ""); };
    const auto what = written(first) == written(second)
                          ? fmt::format("'{}' is given twice", written(second))
                          : fmt::format("'{}' and '{}' are the same key", written(second), written(first));
    throw usage_error(
        fmt::format("{}:{}: {} (first on line {})", *file_, second.key.mark.line, what, first.key.mark.line));
  }

  MapEntry entry_of(std::uint32_t key_id, std::uint32_t value_id, Place place) {
    const auto& key = resolved(key_id);
    if (key.kind != YamlNode::Plain && key.kind != YamlNode::Quoted)
      fail(key, "a key must be a scalar, not a list or a mapping");
    MapEntry entry;
    const MapEntry* overridden = nullptr;
    if (place.keys == Keys::Names) {
      refuse_false_blank(key);
      const auto name = split_config_key(key.text);
      entry.key = name.name;
      overridden = place.defaults ? place.defaults->find(name.name) : nullptr;
      entry.opaque = name.opaque || (overridden && overridden->opaque);
    } else {
      entry.key = key.kind == YamlNode::Quoted ? Value(key.text) : scalar(key);
    }
    entry.key.mark = {file_, tree_.nodes[key_id].line};
    const auto* defaults = overridden ? overridden->value.get_if<Map>() : nullptr;
    entry.value = compose(value_id, place.below(entry.opaque ? Keys::Typed : place.keys, defaults));
    return entry;
  }

  /// The key of a line that seems to be indented.
  void refuse_false_blank(const YamlNode& key) const {
    if (key.kind != YamlNode::Plain || key.text.empty()) return;
    const auto [point, length] = text::decode_utf8(key.text, 0);
    if (point && text::looks_blank(*point))
      fail(key, fmt::format("the key begins with U+{:04X}, which looks like a blank and indents nothing",
                            static_cast<unsigned>(*point)));
  }

  const YamlNode& resolved(std::uint32_t id) const {
    while (tree_.nodes[id].kind == YamlNode::Alias) id = tree_.nodes[id].target;
    return tree_.nodes[id];
  }

  bool is_merge_key(std::uint32_t id) const {
    const auto& node = tree_.nodes[id];
    return node.kind == YamlNode::Plain && node.tag == YamlTag::None && node.text == "<<";
  }

  /// As PyYAML does it: of several mappings the first wins, and the last one's keys come first.
  void merge_into(Map& map, KeyIndex& index, std::uint32_t id, Place place) {
    const auto& node = resolved(id);
    std::vector<std::uint32_t> sources{id};
    if (node.kind == YamlNode::List) sources.assign(node.children.rbegin(), node.children.rend());
    for (const auto source : sources) {
      if (resolved(source).kind != YamlNode::Map)
        fail(tree_.nodes[source], "'<<' needs a mapping or a list of mappings");
      ++aliases_;
      Value merged = compose(source, {place.keys, place.depth + 1, place.defaults});
      --aliases_;
      for (auto& entry : *merged.get_if<Map>()) {
        if (auto* present = index.find(map, entry.key)) *present = std::move(entry);
        else map.append(std::move(entry));
      }
    }
  }

  const YamlTree& tree_;
  std::shared_ptr<const std::string> file_;
  Scalars scalars_;
  int aliases_ = 0;  ///< aliases that are being expanded, one inside the other
  std::size_t expanded_ = 0;
};

Value compose_document(const YamlTree& tree, std::shared_ptr<const std::string> file, Place place,
                       Scalars scalars = Scalars::Resolved) {
  if (!tree.empty) return Composer(tree, std::move(file), scalars).compose(tree.root, place);
  Value nothing = Map();
  nothing.mark = {std::move(file), 1};
  return nothing;
}

}  // namespace

Value compose_yaml(const YamlTree& tree, std::shared_ptr<const std::string> file, const Map* defaults) {
  return compose_document(tree, std::move(file), {Keys::Names, 0, defaults});
}

Value compose_yaml_as_written(const YamlTree& tree, std::shared_ptr<const std::string> file) {
  return compose_document(tree, std::move(file), {Keys::Names, 0, nullptr}, Scalars::AsWritten);
}

Value compose_yaml_data(const YamlTree& tree, std::shared_ptr<const std::string> file) {
  return compose_document(tree, std::move(file), {});
}

}  // namespace liftoff::value
