// SPDX-License-Identifier: Apache-2.0
#include "analysis/unsettled.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "infer/ask/query.hpp"
#include "infer/lineage.hpp"
#include "infer/rate/rating_places.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"
#include "plan/conjunctions.hpp"

namespace casus::analysis {
namespace {

using check::Atom;
using check::Conclusion;
using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;
using check::VariableId;
using infer::Fixpoint;
using infer::Grade;
using model::RelationId;
using model::RelationKind;
using model::RuleId;
using model::StatementKind;
using model::Word;
using plan::Variables;

using Known = std::vector<std::pair<std::uint32_t, Word>>;

bool is_fact(const model::Schema& schema, RelationId relation) {
  return schema[relation].kind == RelationKind::fact && !schema[relation].lists_cases;
}

/// Which facts are stated, and which denied, by values of some of their columns.
class Stated {
 public:
  explicit Stated(const Fixpoint& fixpoint) : fixpoint_(fixpoint) {}

  [[nodiscard]] bool has(RelationId relation, const Known& known) {
    const std::uint32_t kind = fixpoint_.program->schema[relation].kind_column();
    std::vector<std::uint32_t> columns;
    std::vector<Word> words;
    for (const auto& [column, word] : known) {
      columns.push_back(column);
      words.push_back(word);
    }
    if (columns.empty() || columns.back() != kind) {
      columns.push_back(kind);
      words.push_back(static_cast<Word>(StatementKind::fact));
    }
    const auto [it, is_new] = rows_.try_emplace({relation, columns});
    if (is_new) gather(fixpoint_.plan->rows[relation.index()], columns, it->second);
    return it->second.contains(words) || is_denied(relation, known);
  }

 private:
  using Rows = std::set<std::vector<Word>>;

  void gather(plan::StoreId id, const std::vector<std::uint32_t>& columns, Rows& into) const {
    const infer::Store& store = fixpoint_.store(id);
    for (infer::RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) == Grade::none) continue;
      const auto words = store.row(row);
      std::vector<Word> values;
      for (const std::uint32_t column : columns) values.push_back(words[column]);
      into.insert(std::move(values));
    }
  }

  [[nodiscard]] bool is_denied(RelationId relation, const Known& known) const {
    const plan::StoreId id = fixpoint_.plan->negatives[relation.index()];
    if (!id.valid()) return false;
    const infer::Store& store = fixpoint_.store(id);
    const model::Relation& declared = fixpoint_.program->schema[relation];
    std::vector<Word> asked(declared.width(), model::unknown_word);
    asked[declared.kind_column()] = static_cast<Word>(StatementKind::fact);
    for (const auto& [column, word] : known) asked[column] = word;
    for (infer::RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) != Grade::none && fixpoint_.covers({id, row}, asked)) return true;
    }
    return false;
  }

  const Fixpoint& fixpoint_;
  std::map<std::pair<RelationId, std::vector<std::uint32_t>>, Rows> rows_;
};

/// Conditions side by side, and what they are for.
struct Body {
  const Terms& terms;
  RuleId rule = {};                        ///< invalid: the goal
  const Conclusion* said = nullptr;        ///< null: the goal
  const base::Symbols* symbols = nullptr;  ///< of its texts
};

class Finder {
 public:
  Finder(const Target& target, const session::Asking& at, const explain::Words& words)
      : target_(target),
        at_(at),
        words_(words),
        fixpoint_(words.fixpoint),
        program_(*words.fixpoint.program),
        stated_(words.fixpoint) {}

  [[nodiscard]] Unsettleds find() {
    for (const model::Relation& relation : program_.schema.relations) {
      looked_at_.emplace_back(relation.fields.size());
    }
    std::unique_ptr<session::AskedGoal> goal;
    if (target_.measure() != Target::Measure::score) {
      goal = session::read_goal(at_, target_.goal());
    }
    const Terms* asked = goal && goal->goal ? &goal->goal->terms : nullptr;
    for (const check::Rule& rule : program_.rules) look_at(rule.terms);
    for (const check::Subjects& subjects : program_.subjects) look_at(subjects.terms);
    if (asked != nullptr) {
      look_at(*asked);
      search({*asked, {}, nullptr, &goal->goal->symbols}, goal->goal->body);
    }
    presumed_by_ratings();
    for (std::size_t r = 0; r < program_.rules.size(); ++r) {
      const check::Rule& rule = program_.rules[r];
      for (const Conclusion& said : rule.conclusions) {
        if (!target_.relations()[concluded(said).index()]) continue;
        search({rule.terms, RuleId(r), &said, &fixpoint_.symbols}, rule.body);
      }
    }
    left_out();
    return {sorted(), std::move(looked_at_), partial_};
  }

 private:
  using Kind = Gap::Kind;
  struct Key {
    RelationId relation;
    Known known;
    model::StatementId statement;
    std::uint32_t field = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  [[nodiscard]] RelationId concluded(const Conclusion& said) const {
    return said.kind == Conclusion::Kind::derive ? said.relation
                                                 : program_.schema[said.rating].relation;
  }

  void look_at(const Terms& terms) {
    for (const Condition& one : terms.conditions) {
      if (one.kind != Condition::Kind::atom && one.kind != Condition::Kind::unknown) continue;
      std::vector<bool>& columns = looked_at_[one.atom.relation.index()];
      for (const Atom::Given& given : one.atom.given) {
        if (given.column < columns.size()) columns[given.column] = true;
      }
    }
  }

  Unsettled& add(Key key, Kind kind) {
    const auto [it, is_new] = found_.try_emplace(key);
    Unsettled& result = it->second;
    if (is_new) {
      result.kind = kind;
      result.relation = key.relation;
      result.known = std::move(key.known);
      result.statement = key.statement;
      result.field = key.field;
    }
    return result;
  }
  static void add_reason(Unsettled& to, RuleId rule, const std::string& because) {
    const auto known = std::ranges::find(to.reasons, rule, &Unsettled::Reason::rule);
    if (rule.valid() && known == to.reasons.end()) to.reasons.push_back({rule, because});
  }

  void presumed_by_ratings();
  void presumed(const infer::Lineage& lineage, const plan::RatingInput& input);
  void take(const infer::Presumption& one, Kind kind, const plan::RatingInput& input,
            const infer::Lineage& lineage);
  void search(const Body& body, ConditionId conditions);
  void search(const Body& body, const std::vector<ConditionId>& beside, std::size_t from,
              bool negated);
  void search_inside(const Body& body, const std::vector<ConditionId>& beside, ConditionId inside,
                     bool negated);
  void search_aggregates(const Body& body, const std::vector<ConditionId>& beside, ExprId expr);
  void instances(const Body& body, std::vector<ConditionId> rest, ConditionId of, bool negated);
  [[nodiscard]] std::string because(const Body& body, const std::vector<VariableId>& variables,
                                    const std::vector<Word>& values) const;
  void bind_subject(const Body& body, Terms& terms, std::vector<ConditionId>& rest) const;
  void left_out();
  /// Whether a rule that the target rests on looks at a column.
  [[nodiscard]] bool reads(const check::Rule& rule, RelationId relation,
                           std::uint32_t column) const;
  [[nodiscard]] std::vector<Unsettled> sorted();

  const Target& target_;
  const session::Asking& at_;
  const explain::Words& words_;
  const Fixpoint& fixpoint_;
  const check::Program& program_;
  Stated stated_;
  std::vector<std::vector<bool>> looked_at_;
  std::map<Key, Unsettled> found_;
  bool partial_ = false;
  Variables unbound_;  ///< of the assignment inside which the search is
};

void Finder::presumed_by_ratings() {
  infer::Meter meter(at_.budget);
  infer::Lineages lineages(fixpoint_, words_.symbols, meter);
  for (const Target::Subject& subject : target_.subjects()) {
    const auto place = infer::place_of(fixpoint_, subject.rating, subject.values);
    if (!place) continue;
    const infer::RatingRow row = infer::rated_row(fixpoint_, subject.rating, *place);
    const plan::RatingPlan& plan = fixpoint_.plan->ratings[subject.rating.index()];
    for (const infer::Contributed& one : row.contributions) {
      const plan::RatingInput& input = plan.contributions[one.input];
      presumed(lineages.below({input.store, one.row}), input);
    }
    for (const infer::Limited& one : row.limits) {
      const plan::RatingInput& input = plan.limits[one.input];
      presumed(lineages.below({input.store, one.row}), input);
    }
  }
}

void Finder::presumed(const infer::Lineage& lineage, const plan::RatingInput& input) {
  for (const infer::Presumption& one : lineage.presumptions) {
    take(one, Kind::presumption, input, lineage);
  }
  for (const infer::Presumption& one : lineage.unknowns) take(one, Kind::unknown, input, lineage);
}

void Finder::take(const infer::Presumption& one, Kind kind, const plan::RatingInput& input,
                  const infer::Lineage& lineage) {
  const std::uint32_t kinds = program_.schema[one.relation].kind_column();
  Known known;
  for (const auto& [column, word] : one.asked) {
    const bool plain = column == kinds && word == static_cast<Word>(StatementKind::fact);
    if (column <= kinds && !plain) known.emplace_back(column, word);
  }
  Unsettled& found = add({one.relation, std::move(known), {}}, kind);
  found.presumed = std::max(found.presumed, one.certainty);
  const check::Rule& rule = program_[input.rule];
  add_reason(found, input.rule, words_.because(rule, lineage.registers()));
}

void Finder::search(const Body& body, ConditionId conditions) {
  for (const plan::Conjunction& conjunction : plan::conjunctions(body.terms, conditions, {})) {
    std::vector<ConditionId> all;
    for (const plan::Conjunct& one : conjunction) all.push_back(one.condition);
    search(body, all, 0, false);
    if (body.said == nullptr) continue;
    search_aggregates(body, all, body.said->expr);
    for (const ExprId arg : body.said->args) search_aggregates(body, all, arg);
  }
}

/// Looks at the conditions from `from` on, for each with all others beside it.
void Finder::search(const Body& body, const std::vector<ConditionId>& beside, std::size_t from,
                    bool negated) {
  for (std::size_t i = from; i < beside.size(); ++i) {
    std::vector<ConditionId> rest = beside;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    const Condition& condition = body.terms[beside[i]];
    switch (condition.kind) {
      case Condition::Kind::atom:
      case Condition::Kind::unknown:
        if (is_fact(program_.schema, condition.atom.relation)) {
          instances(body, std::move(rest), beside[i], negated);
        }
        break;
      case Condition::Kind::negation:
        search_inside(body, rest, condition.parts.front(), !negated);
        break;
      case Condition::Kind::let:
        unbound_.insert(condition.variable);
        search_aggregates(body, rest, condition.expr);
        unbound_.erase(condition.variable);
        break;
      default:
        search_aggregates(body, rest, condition.expr);
    }
  }
}

void Finder::search_inside(const Body& body, const std::vector<ConditionId>& beside,
                           ConditionId inside, bool negated) {
  for (const plan::Conjunction& conjunction : plan::conjunctions(body.terms, inside, {})) {
    std::vector<ConditionId> all = beside;
    for (const plan::Conjunct& one : conjunction) all.push_back(one.condition);
    search(body, all, beside.size(), negated);
  }
}

void Finder::search_aggregates(const Body& body, const std::vector<ConditionId>& beside,
                               ExprId id) {
  if (!id.valid()) return;
  const Expr& expr = body.terms[id];
  if (expr.kind == Expr::Kind::aggregate) search_inside(body, beside, expr.body, false);
  for (const ExprId arg : expr.args) search_aggregates(body, beside, arg);
}

/// Of the conditions those that can be told, as soon as all their variables have values that others
/// of these give them; and these variables.
struct Tellable {
  std::vector<ConditionId> conditions;
  Variables bound;
};
Tellable tellable(const Terms& terms, std::vector<ConditionId> rest, const Variables& all) {
  Tellable result;
  const auto add = [&](ConditionId id) {
    const Condition& one = terms[id];
    Variables needs;
    Variables gives;
    if (one.kind == Condition::Kind::atom) {
      for (const Atom::Given& given : one.atom.given) {
        const bool plain = terms[given.expr].kind == Expr::Kind::variable;
        plan::collect(terms, given.expr, plain ? gives : needs);
      }
    } else if (one.kind == Condition::Kind::let) {
      plan::collect(terms, one.expr, needs);
      gives.insert(one.variable);
    } else {
      plan::collect(terms, id, needs);
    }
    // What no condition here gives a value belongs to a comprehension or negation inside.
    const bool ready = std::ranges::all_of(needs, [&](VariableId variable) {
      return result.bound.contains(variable) || !all.contains(variable);
    });
    if (!ready) return false;
    result.conditions.push_back(id);
    result.bound.insert(gives.begin(), gives.end());
    return true;
  };
  for (bool more = true; more;) more = std::erase_if(rest, add) > 0;
  return result;
}

ExprId append(Terms& terms, Expr expr) {
  terms.exprs.push_back(std::move(expr));
  return ExprId(terms.exprs.size() - 1);
}

ConditionId append(Terms& terms, Condition condition) {
  terms.conditions.push_back(std::move(condition));
  return ConditionId(terms.conditions.size() - 1);
}

/// A rule that speaks of a rating speaks of subjects that are rated; of the only one asked for.
void Finder::bind_subject(const Body& body, Terms& terms, std::vector<ConditionId>& rest) const {
  if (body.said == nullptr || body.said->kind == Conclusion::Kind::derive) return;
  const model::Rating& rating = program_.schema[body.said->rating];
  Condition rated{.kind = Condition::Kind::atom};
  rated.atom.relation = rating.relation;
  const bool one =
      target_.subjects().size() == 1 && target_.subjects().front().rating == body.said->rating;
  for (std::uint32_t i = 0; i < rating.subjects; ++i) {
    const ExprId arg = body.said->args[i];
    rated.atom.given.push_back({i, arg});
    if (!one || terms[arg].kind != Expr::Kind::variable) continue;
    const ExprId subject = append(terms, {.kind = Expr::Kind::constant,
                                          .type = terms[arg].type,
                                          .constant = target_.subjects().front().values[i]});
    const ExprId same = append(terms, {.kind = Expr::Kind::apply,
                                       .type = {.base = model::Base::boolean},
                                       .function = check::Function::equal,
                                       .args = {arg, subject}});
    Condition test{.kind = Condition::Kind::test};
    test.expr = same;
    rest.push_back(append(terms, std::move(test)));
  }
  rest.push_back(append(terms, std::move(rated)));
}

/// For which values of its variables an atom is all that is missing.
void Finder::instances(const Body& body, std::vector<ConditionId> rest, ConditionId of,
                       bool negated) {
  const Atom& atom = body.terms[of].atom;
  const model::Relation& relation = program_.schema[atom.relation];
  check::Goal goal{
      .terms = body.terms, .body = {}, .answers = {}, .symbols = base::Symbols(*body.symbols)};
  bind_subject(body, goal.terms, rest);
  plan::Conjunction everything;
  for (const ConditionId id : rest) everything.push_back({id});
  everything.push_back({of});
  Variables all = plan::bindable(goal.terms, everything);
  all.insert(unbound_.begin(), unbound_.end());
  const Tellable told = tellable(goal.terms, std::move(rest), all);
  Variables wanted;
  for (const Atom::Given& given : atom.given) {
    const Expr& expr = goal.terms[given.expr];
    if (expr.kind == Expr::Kind::variable) wanted.insert(expr.variable);
  }
  if (body.rule.valid()) {
    for (const model::Sentence::Part& part : program_[body.rule].because.parts) {
      if (part.place) wanted.insert(VariableId(*part.place));
    }
  }
  std::ranges::set_intersection(wanted, told.bound, std::back_inserter(goal.answers));
  goal.body = append(goal.terms, {.kind = Condition::Kind::all, .parts = told.conditions});
  const infer::GoalAnswers answers = infer::ask(fixpoint_, goal, at_.budget);
  partial_ = partial_ || answers.size() > most_instances;
  for (std::size_t i = 0; i < std::min(answers.size(), most_instances); ++i) {
    const auto row = answers.rows.row(answers.order[i]);
    std::vector<Word> values(row.begin(), row.end());
    // Texts that the goal or a function made have numbers of their own.
    const auto own = [&](Word& word, model::Type type) {
      if (type.base != model::Base::text || word == model::unknown_word) return;
      if (word < fixpoint_.symbols.size()) return;
      word = words_.symbols.intern(answers.symbols.text(static_cast<base::Symbol>(word)));
    };
    for (std::size_t v = 0; v < values.size(); ++v) {
      own(values[v], goal.terms[goal.answers[v]].type);
    }
    Known known;
    const auto take = [&](std::uint32_t column, Word word) {
      if (column > relation.kind_column() || word == model::unknown_word) return;
      if (column < relation.kind_column()) {
        own(word, relation.fields[column].type);
      } else if (word == static_cast<Word>(StatementKind::fact)) {
        return;
      }
      known.emplace_back(column, word);
    };
    for (const Atom::Given& given : atom.given) {
      const Expr& expr = goal.terms[given.expr];
      // One of few values that the rule asks for is no part of the question: others may be true.
      const bool of_few =
          expr.type.base == model::Base::enumeration || expr.type.base == model::Base::boolean;
      const bool kinds = given.column == relation.kind_column();
      if (expr.kind == Expr::Kind::constant && (kinds || !of_few)) {
        take(given.column, expr.constant);
      }
      if (expr.kind != Expr::Kind::variable) continue;
      const auto at = std::ranges::find(goal.answers, expr.variable);
      if (at != goal.answers.end()) {
        take(given.column, values[static_cast<std::size_t>(at - goal.answers.begin())]);
      }
    }
    std::ranges::sort(known);
    if (stated_.has(atom.relation, known)) continue;
    const bool presumes = negated && relation.is_open() && relation.presumed_absent > 0;
    const Kind kind = !relation.is_open() ? Kind::unstated
                      : presumes          ? Kind::presumption
                                          : Kind::unknown;
    Unsettled& found = add({atom.relation, std::move(known), {}}, kind);
    if (presumes) {
      found.kind = kind;
      found.presumed = relation.presumed_absent;
    }
    add_reason(found, body.rule, because(body, goal.answers, values));
  }
}

/// The sentence of a rule of whose variables some have no value yet.
std::string Finder::because(const Body& body, const std::vector<VariableId>& variables,
                            const std::vector<Word>& values) const {
  if (!body.rule.valid()) return {};
  check::Rule said = program_[body.rule];
  std::vector<Word> registers(said.terms.variables.size(), model::unknown_word);
  for (std::size_t i = 0; i < variables.size(); ++i) registers[variables[i].index()] = values[i];
  for (model::Sentence::Part& part : said.because.parts) {
    if (!part.place || std::ranges::count(variables, VariableId(*part.place)) > 0) continue;
    part.text = "any " + explain::in_words(said.terms.variables[*part.place].name);
    part.place.reset();
  }
  return words_.because(said, registers);
}

bool Finder::reads(const check::Rule& rule, RelationId relation, std::uint32_t column) const {
  const bool counts = std::ranges::any_of(rule.conclusions, [&](const Conclusion& said) {
    return target_.relations()[concluded(said).index()];
  });
  return counts && std::ranges::any_of(rule.terms.conditions, [&](const Condition& one) {
           return one.atom.relation == relation &&
                  std::ranges::find(one.atom.given, column, &Atom::Given::column) !=
                      one.atom.given.end();
         });
}

void Finder::left_out() {
  const model::FactBase& facts = *fixpoint_.facts;
  std::size_t taken = 0;
  for (std::size_t place = 0; place < facts.size(); ++place) {
    if (taken >= most_instances) {
      partial_ = true;
      return;
    }
    const model::StatementId id = facts.id_at(place);
    if (facts.withdrawn.contains(id)) continue;
    if (!facts.is_record(id) && !fixpoint_.counted[id.index()]) continue;
    const model::Statement statement = facts[id];
    if (!statement.holds || !target_.relations()[statement.relation.index()]) continue;
    for (std::uint32_t f = 0; f < statement.fields.size(); ++f) {
      if (statement.fields[f] != model::unknown_word) continue;
      if (!looked_at_[statement.relation.index()][f]) continue;
      Known known;
      for (std::uint32_t other = 0; other < statement.fields.size(); ++other) {
        if (statement.fields[other] != model::unknown_word) {
          known.emplace_back(other, statement.fields[other]);
        }
      }
      Unsettled& found = add({statement.relation, std::move(known), id, f}, Kind::field);
      for (std::size_t r = 0; r < program_.rules.size(); ++r) {
        if (!reads(program_.rules[r], statement.relation, f)) continue;
        const Body body{program_.rules[r].terms, RuleId(r), nullptr, &fixpoint_.symbols};
        add_reason(found, body.rule, because(body, {}, {}));
      }
      ++taken;
    }
  }
}

std::vector<Unsettled> Finder::sorted() {
  std::vector<Unsettled> result;
  for (auto& [key, one] : found_) {
    std::ranges::sort(one.reasons);
    result.push_back(std::move(one));
  }
  const auto precedes = [&](const Unsettled& a, const Unsettled& b) {
    if (a.relation != b.relation) return a.relation < b.relation;
    const auto& fields = program_.schema[a.relation].fields;
    for (std::size_t i = 0; i < std::min(a.known.size(), b.known.size()); ++i) {
      if (a.known[i].first != b.known[i].first) return a.known[i].first < b.known[i].first;
      const std::uint32_t column = a.known[i].first;
      const model::Base base =
          column < fields.size() ? fields[column].type.base : model::Base::integer;
      const int order = model::compare(a.known[i].second, b.known[i].second, base, words_.symbols);
      if (order != 0) return order < 0;
    }
    if (a.known.size() != b.known.size()) return a.known.size() < b.known.size();
    return std::tie(a.statement, a.field) < std::tie(b.statement, b.field);
  };
  std::ranges::sort(result, precedes);
  return result;
}

}  // namespace

Unsettleds unsettled(const Target& target, const session::Asking& at, const explain::Words& words) {
  return Finder(target, at, words).find();
}

}  // namespace casus::analysis
