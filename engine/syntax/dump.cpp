// SPDX-License-Identifier: Apache-2.0
#include "syntax/dump.hpp"

#include <string_view>
#include <utility>

#include "syntax/dump_text.hpp"

namespace casus::syntax {
namespace {

using namespace dumping;

std::string tail(const ast::ExprPtr& expr) { return expr ? " " + dump(*expr) : ""; }
std::string clause(std::string_view head, const ast::ExprPtr& expr) {
  return expr ? " (" + std::string(head) + " " + dump(*expr) + ")" : "";
}
std::string clause(std::string_view head, const std::optional<ast::Name>& text) {
  return text ? " (" + std::string(head) + " " + quoted(text->text) + ")" : "";
}
std::string clause(std::string_view head, const std::string& doc) {
  return doc.empty() ? "" : " (" + std::string(head) + " " + quoted(doc) + ")";
}
std::string title(const std::optional<ast::Name>& text) {
  return text ? " " + quoted(text->text) : "";
}
std::string range(const ast::Bounds& bounds) {
  return " (.." + tail(bounds.low) + tail(bounds.high) + ")";
}
std::string type(const ast::TypeName& type) {
  return " " + type.name.text + (type.unit ? ":" + type.unit->text : "");
}
std::string names(const std::vector<ast::Name>& names) {
  std::string out;
  for (const ast::Name& name : names) out += " " + name.text;
  return out;
}
std::string fields(const std::vector<ast::Field>& fields) {
  std::string out;
  for (const ast::Field& field : fields) {
    out += " (field " + field.name.text;
    if (field.best != ast::Best::unstated) {
      out += field.best == ast::Best::least ? " least" : " greatest";
    }
    out += type(field.type);
    if (field.in) out += range(*field.in);
    if (field.open) out += " open";
    out += clause("doc", field.doc) + ")";
  }
  return out;
}

std::string body(const ast::Use& use) { return "use " + use.module.text(); }
std::string body(const ast::Enum& e) { return "enum " + e.name.text + names(e.members); }
std::string body(const ast::Unit& unit) {
  std::string out = "unit " + unit.name.text;
  if (unit.definition) out += " = " + unit.definition->factor + ":" + unit.definition->of.text;
  return out;
}
std::string body(const ast::Scale& scale) {
  std::string out = "scale " + scale.name.text + range(scale.range);
  for (const ast::Band& band : scale.bands) out += " (" + band.name.text + tail(band.below) + ")";
  return out;
}
std::string body(const ast::Relation& relation) {
  std::string out = (relation.from_data ? "fact " : "relation ") + relation.name.text;
  if (relation.openness == ast::Openness::open) out += " open";
  if (relation.openness == ast::Openness::closed) out += " closed";
  return out + fields(relation.fields) + clause("reads", relation.reads) +
         clause("asks", relation.asks) + clause("presumed", relation.presumed_absent) +
         clause("half_life", relation.half_life);
}
std::string body(const ast::Rating& rating) {
  std::string out = "rating " + rating.name.text + title(rating.title) + fields(rating.fields) +
                    clause("of", rating.subjects) + " (on " + rating.scale.text + ")" +
                    clause("starts", rating.starts);
  for (const ast::Factor& factor : rating.factors) {
    out += " (factor " + factor.name.text + title(factor.title) + range(factor.range) + ")";
  }
  for (const ast::Likelihood& one : rating.likelihoods) {
    out += " (likelihood" + title(one.event) + clause("base", one.base) +
           clause("within", one.within) + clause("doubles per", one.doubles_per) + ")";
  }
  return out;
}

std::string conclusion(const ast::Then& then) {
  const std::string choice = then.choice > 0 ? " one of " + std::to_string(then.choice) : "";
  return "then" + choice + (then.negative ? " not" : "") + tail(then.atom) +
         clause("certainty", then.certainty);
}
std::string conclusion(const ast::Contribution& contribution) {
  const std::string verb = contribution.supports ? "supports" : "undermines";
  std::string out = verb + tail(contribution.target) + " by" + tail(contribution.weight);
  if (!contribution.for_each.empty()) out += " for each" + names(contribution.for_each);
  return out;
}
std::string conclusion(const ast::Limit& limit) {
  return (limit.caps ? "caps" : "floors") + tail(limit.target) + " at" + tail(limit.at);
}

std::string body(const ast::Rule& rule) {
  std::string out = "rule " + rule.name.text + title(rule.title) + clause("when", rule.when);
  for (const ast::ExprPtr& exception : rule.unless) out += clause("unless", exception);
  for (const ast::Conclusion& each : rule.conclusions) {
    out += " (" + std::visit([](const auto& node) { return conclusion(node); }, each.node) + ")";
  }
  out += clause("certainty", rule.certainty) + clause("because", rule.because) +
         clause("source", rule.source);
  for (std::size_t i = 0; i < rule.overrides.size(); ++i) {
    out += (i == 0 ? " (overrides " : " ") + rule.overrides[i].text();
  }
  if (!rule.overrides.empty()) out += ")";
  return out;
}

std::string cell(const ast::Cell& cell) {
  if (cell.kind == ast::Cell::Kind::any) return " _";
  if (!cell.comparison) return tail(cell.value);
  return " (" + std::string(sign(*cell.comparison)) + tail(cell.value) + ")";
}
std::string body(const ast::Table& table) {
  std::string out = "table " + table.name.text + fields(table.fields) + " (result" +
                    type(table.result) + ") (" + table.policy.text +
                    (table.collect ? " " + table.collect->text : "") + ") (columns" +
                    names(table.header) + ")";
  for (const std::vector<ast::Cell>& row : table.rows) {
    out += " (row";
    for (const ast::Cell& each : row) out += cell(each);
    out += ")";
  }
  return out;
}

std::string step(const ast::Given& given) { return "given " + quoted(given.path.text); }
std::string step(const ast::Assume& assume) {
  return std::string("assume") + (assume.negative ? " not" : "") + tail(assume.atom) +
         clause("certainty", assume.certainty);
}
std::string step(const ast::Drop& drop) { return "drop" + tail(drop.atom); }
std::string step(const ast::AsOf& as_of) { return "as_of" + tail(as_of.date); }
std::string step(const ast::Expect& expect) {
  std::string out = "expect" + tail(expect.body);
  if (expect.comparison) {
    out += " (certainty " + std::string(sign(*expect.comparison)) + tail(expect.certainty) + ")";
  }
  for (std::size_t i = 0; i < expect.because.size(); ++i) {
    const auto& node = expect.because[i].node;
    const auto* fact = std::get_if<ast::Name>(&node);
    out += i == 0 ? " (because " : " ";
    out += fact != nullptr ? quoted(fact->text) : std::get<ast::DottedName>(node).text();
  }
  return out + (expect.because.empty() ? "" : ")");
}
std::string step(const ast::Snapshot& snapshot) { return "snapshot" + tail(snapshot.body); }
std::string body(const ast::Test& test) {
  std::string out = "test " + quoted(test.title.text);
  for (const auto& each : test.steps) {
    out += " (" + std::visit([](const auto& node) { return step(node); }, each) + ")";
  }
  return out;
}

std::string broken(const ast::Declaration& declaration) {
  const std::string whole =
      std::visit([](const auto& node) { return body(node); }, declaration.node);
  const auto behind_name = whole.find(' ', whole.find(' ') + 1);
  return "(broken " + whole.substr(0, behind_name) + ")";
}

}  // namespace

std::string dump(const ast::Declaration& declaration) {
  if (declaration.broken) return broken(declaration);
  return "(" + std::visit([](const auto& node) { return body(node); }, declaration.node) +
         clause("doc", declaration.doc) + ")";
}

std::string dump(const ast::File& file) {
  std::string out;
  if (file.edition) out += "(edition " + std::to_string(file.edition->year) + ")\n";
  if (file.module) {
    out += "(module " + file.module->name.text();
    if (file.module->certainty) out += " (certainty " + file.module->certainty->text + ")";
    out += clause("doc", file.module->doc) + ")\n";
  }
  for (const ast::Declaration& declaration : file.declarations) out += dump(declaration) + "\n";
  return out;
}

}  // namespace casus::syntax
