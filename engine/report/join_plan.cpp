// SPDX-License-Identifier: Apache-2.0
#include "report/join_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"

namespace casus::report {
namespace {

class Text {
 public:
  explicit Text(const Style& style) : style_(style) {}

  void plan(const JoinPlan& plan) {
    Table table({{.title = "read by rules"}, {.title = "rows", .right = true}, {}});
    for (const PlannedRelation& one : plan.relations) {
      table.add({printable(one.name), std::to_string(one.rows), one.counted ? "" : "expected"});
    }
    if (!table.empty()) text += table.text(style_);
    for (const PlannedGroup& group : plan.groups) this->group(group);
  }

  std::string text;

 private:
  void group(const PlannedGroup& group) {
    const std::string names = fmt::format("{}", fmt::join(group.relations, ", "));
    const std::string how = group.best_first
                                ? ": in rounds, the best values first, until none is left"
                            : group.recursive ? ": in rounds, until one of them finds nothing new"
                                              : "";
    text += (text.empty() ? "" : "\n") + fmt::format("{}. ", ++groups_) +
            paint(style_, Paint::strong, printable(names)) + how + carried(group) + '\n';
    for (const PlannedRule& rule : group.rules) {
      text += "\n   " + printable(heading(rule) + place_among(rule, group) + ':') + '\n';
      orders(rule);
    }
  }

  /// ", for each `x` by itself".
  static std::string carried(const PlannedGroup& group) {
    std::vector<std::string> fields;
    for (const CarriedField& one : group.carried) {
      const std::string field = fmt::format("`{}`", printable(one.field));
      fields.push_back(group.relations.size() == 1
                           ? field
                           : fmt::format("{} of `{}`", field, printable(one.relation)));
    }
    return fields.empty() ? "" : fmt::format(", for each {} by itself", fmt::join(fields, " and "));
  }

  void orders(const PlannedRule& rule) {
    for (const PlannedOrder& order : rule.orders) {
      if (!order.begins_with.empty() && rule.orders.size() > 1) {
        text += fmt::format("   beginning with new `{}`:\n", printable(order.begins_with));
      }
      steps(order.steps, "   ");
    }
  }

  static std::string heading(const PlannedRule& rule) {
    if (rule.rule.empty()) return fmt::format("what `{}` rates", rule.about);
    std::string text = fmt::format("rule {} concludes `{}`", rule.rule, rule.about);
    if (rule.runs == PlannedRule::Runs::from_new) {
      text += ", each round from what the round before found";
    } else if (rule.runs == PlannedRule::Runs::each_round) {
      text += ", each round from all there is";
    }
    return text;
  }

  /// " (1 of 2)" where a rule concludes about the same in several ways.
  static std::string place_among(const PlannedRule& rule, const PlannedGroup& group) {
    std::size_t place = 0;
    std::size_t all = 0;
    for (const PlannedRule& other : group.rules) {
      const bool same =
          other.rule == rule.rule && other.module == rule.module && other.about == rule.about;
      if (same) ++all;
      if (&other == &rule) place = all;
    }
    return all > 1 ? fmt::format(" ({} of {})", place, all) : std::string();
  }

  void steps(const std::vector<PlannedStep>& steps, const std::string& indent) {
    std::size_t number = 0;
    for (const PlannedStep& step : steps) {
      text += hanging(fmt::format("{}{}. ", indent, ++number), step.text, columns(style_));
      const std::string deeper = indent + "   ";
      for (const PlannedStep::Branch& branch : step.inside) {
        if (&branch != &step.inside.front()) {
          text += deeper + (branch.perhaps ? "or perhaps, where a row is not listed:\n" : "or:\n");
        }
        this->steps(branch.steps, deeper);
      }
    }
  }

  const Style& style_;
  std::size_t groups_ = 0;
};

void write_steps(JsonWriter& json, const std::vector<PlannedStep>& steps, const Sources& sources) {
  json.open('[');
  for (const PlannedStep& step : steps) {
    json.open('{').field("text", step.text).key("relation");
    step.relation.empty() ? json.value(nullptr) : json.value(step.relation);
    if (step.visited) json.field("visited", *step.visited);
    json.field("place", sources.place(step.span)).key("inside").open('[');
    for (const PlannedStep::Branch& branch : step.inside) {
      json.open('{').field("perhaps", branch.perhaps).key("steps");
      write_steps(json, branch.steps, sources);
      json.close('}');
    }
    json.close(']').close('}');
  }
  json.close(']');
}

const char* word_of(PlannedRule::Runs runs) {
  switch (runs) {
    case PlannedRule::Runs::once:
      return "once";
    case PlannedRule::Runs::from_new:
      return "from_new";
    case PlannedRule::Runs::each_round:
      return "each_round";
  }
  return "";
}

void write_case(JsonWriter& json, const CasePlan& one) {
  json.open('{').field("case", one.case_name).key("relations").open('[');
  for (const PlannedRelation& relation : one.plan.relations) {
    json.open('{').field("relation", relation.name).field("rows", relation.rows);
    json.field("counted", relation.counted).close('}');
  }
  json.close(']').key("groups").open('[');
  for (const PlannedGroup& group : one.plan.groups) {
    json.open('{').field("relations", group.relations).field("recursive", group.recursive);
    json.field("best_first", group.best_first).key("carried").open('[');
    for (const CarriedField& field : group.carried) {
      json.open('{').field("relation", field.relation).field("field", field.field).close('}');
    }
    json.close(']').key("rules").open('[');
    for (const PlannedRule& rule : group.rules) {
      json.open('{');
      write_members(json, rule, one.sources);
      json.close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').close('}');
}

}  // namespace

void write_members(JsonWriter& json, const PlannedRule& rule, const Sources& sources) {
  json.key("rule");
  rule.rule.empty() ? json.value(nullptr) : json.value(rule.rule);
  json.field("module", rule.module).field("about", rule.about).field("runs", word_of(rule.runs));
  json.field("place", sources.place(rule.span)).key("orders").open('[');
  for (const PlannedOrder& order : rule.orders) {
    json.open('{').key("begins_with");
    order.begins_with.empty() ? json.value(nullptr) : json.value(order.begins_with);
    json.key("steps");
    write_steps(json, order.steps, sources);
    json.close('}');
  }
  json.close(']');
}

std::string plans_text(const std::vector<CasePlan>& cases, const Style& style) {
  std::string out;
  for (const CasePlan& one : cases) {
    Text text(style);
    text.plan(one.plan);
    if (!out.empty()) out += '\n';
    if (cases.size() > 1) out += printable(one.case_name) + "\n\n";
    out += text.text;
  }
  return out;
}

std::string plans_json(const std::vector<CasePlan>& cases) {
  std::string out;
  JsonWriter json(out);
  json.open('{').field("schema", "casus.plan/1").key("cases").open('[');
  for (const CasePlan& one : cases) write_case(json, one);
  json.close(']').close('}');
  return out + '\n';
}

}  // namespace casus::report
