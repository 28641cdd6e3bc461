// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/checking.hpp"
#include "check/constants.hpp"
#include "check/fields.hpp"
#include "check/table_findings.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

using model::Base;

constexpr std::pair<std::string_view, Table::Policy> policies[] = {
    {"unique", Table::Policy::unique},
    {"any", Table::Policy::any},
    {"first", Table::Policy::first},
    {"priority", Table::Policy::priority},
};
constexpr std::pair<std::string_view, Table::Policy> collections[] = {
    {"sum", Table::Policy::sum},
    {"min", Table::Policy::min},
    {"max", Table::Policy::max},
    {"count", Table::Policy::count},
};

template <class List>
std::optional<Table::Policy> pick(const Environment& env, const List& list, const ast::Name& name,
                                  std::string_view noun) {
  std::vector<std::string_view> names;
  for (const auto& [known, policy] : list) {
    if (known == name.text) return policy;
    names.push_back(known);
  }
  Diagnostic& d =
      env.report(error("E0201", "no " + std::string(noun) + " is called " + quoted(name.text)));
  d.label(name.span, "not known");
  if (const auto near = nearest_of(name.text, names)) {
    d.fix("did you mean " + quoted(near->name) + "?", {{name.span, near->name}}, near->sure);
  } else {
    std::vector<std::string> all;
    for (const std::string_view known : names) all.push_back(quoted(known));
    d.advise("there are " + listed(all));
  }
  return std::nullopt;
}

class TableDeclaration {
 public:
  TableDeclaration(const Environment& env, const ast::Table& declaration, Table& table)
      : env_(env), source_(declaration), table_(table) {}

  bool run() {
    bool good = fill_fields(env_, source_.fields, table_.parameters);
    const auto result = type_of(env_, source_.result);
    const auto policy = find_policy();
    if (!good || !result || !policy) return false;
    table_.result = *result;
    table_.policy = *policy;
    if (!policy_fits() || !read_header()) return false;
    for (const auto& cells : source_.rows) good = add_row(cells) && good;
    if (table_.policy == Table::Policy::priority) {
      std::ranges::stable_sort(table_.rows, {}, &Table::Row::result);
    }
    if (good) report_table_findings(env_, table_, columns_);
    return good;
  }

 private:
  std::optional<Table::Policy> find_policy() {
    if (source_.collect) return pick(env_, collections, *source_.collect, "way to collect");
    return pick(env_, policies, source_.policy, "hit policy");
  }

  bool policy_fits() {
    const Type& type = table_.result;
    std::string needs;
    switch (table_.policy) {
      case Table::Policy::sum:
      case Table::Policy::min:
      case Table::Policy::max:
        if (!type.numeric()) needs = "a number";
        break;
      case Table::Policy::count:
        if (type != Type{Base::integer}) needs = "an int without unit";
        break;
      case Table::Policy::priority:
        if (type.base != Base::enumeration) needs = "an enum";
        break;
      default:
        break;
    }
    if (needs.empty()) return true;
    const ast::Name& policy = source_.collect ? *source_.collect : source_.policy;
    env_.report(error("E0302", "with " + quoted(policy.text) + " the result must be " + needs))
        .label(source_.result.span, phrase(type, env_.schema()))
        .label(policy.span, "this policy")
        .advise("change the type of the result, or take another policy");
    return false;
  }

  /// Which parameter each column is about; one column, `result`, holds what comes out.
  bool read_header() {
    const std::size_t parameters = table_.parameters.size();
    std::vector<const ast::Name*> seen(parameters + 1, nullptr);
    for (const ast::Name& name : source_.header) {
      std::size_t column = parameters;
      const auto it = std::ranges::find(table_.parameters, name.text, &model::Field::name);
      if (it != table_.parameters.end()) {
        column = static_cast<std::size_t>(it - table_.parameters.begin());
        env_.names.note(name.span, it->span);
      } else if (name.text != "result") {
        return refuse_column(name);
      }
      if (seen[column] != nullptr) {
        env_.report(error("E0204", "the column " + quoted(name.text) + " occurs twice"))
            .label(name.span, "again here")
            .label(seen[column]->span, "first here")
            .advise("leave one of them out");
        return false;
      }
      seen[column] = &name;
      columns_.push_back(column);
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < parameters; ++i) {
      if (seen[i] == nullptr) missing.push_back(quoted(table_.parameters[i].name));
    }
    if (seen[parameters] == nullptr) missing.push_back("`result`");
    if (missing.empty()) return true;
    const Span header = source_.header.empty()
                            ? source_.name.span
                            : cover(source_.header.front().span, source_.header.back().span);
    env_.report(error("E0206", "the table has no column for " + listed(missing)))
        .label(header, "the columns")
        .advise("add " + listed(missing) + "; `_` in a cell means any value");
    return false;
  }

  bool refuse_column(const ast::Name& name) {
    Diagnostic& d =
        env_.report(error("E0203", "the table has no parameter called " + quoted(name.text)));
    d.label(name.span, "not a parameter");
    std::vector<std::string_view> names{"result"};
    for (const model::Field& field : table_.parameters) names.push_back(field.name);
    if (const auto near = nearest_of(name.text, names)) {
      d.fix("did you mean " + quoted(near->name) + "?", {{name.span, near->name}}, near->sure);
    } else {
      d.advise("columns are the parameters, and `result`");
    }
    return false;
  }

  bool add_row(const std::vector<ast::Cell>& cells) {
    Table::Row row;
    row.cells.resize(table_.parameters.size());
    bool good = true;
    Span span;
    for (const ast::Cell& cell : cells) span = cover(span, cell.span);
    row.span = span;
    if (cells.size() != columns_.size()) return false;  // The parser has said so.
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i] < row.cells.size()) {
        good = fill_cell(cells[i], table_.parameters[columns_[i]], row.cells[columns_[i]]) && good;
      } else {
        good = fill_result(cells[i], row) && good;
      }
    }
    table_.rows.push_back(std::move(row));
    return good;
  }

  bool fill_result(const ast::Cell& cell, Table::Row& row) {
    if (cell.kind != ast::Cell::Kind::value) {
      env_.report(error("E0306", "the result of a row is one value"))
          .label(cell.span)
          .advise("write " + phrase(table_.result, env_.schema()));
      return false;
    }
    const auto word = constant_of_type(env_, *cell.value, table_.result, "the result");
    if (word) row.result = *word;
    return word.has_value();
  }

  bool fill_cell(const ast::Cell& cell, const model::Field& parameter, Table::Cell& out) {
    out.span = cell.span;
    const std::string what = quoted(parameter.name);
    const auto constant = [&](const ast::Expr& expr) {
      return constant_of_type(env_, expr, parameter.type, what);
    };
    switch (cell.kind) {
      case ast::Cell::Kind::any:
        return true;
      case ast::Cell::Kind::value:
        out.low = out.high = constant(*cell.value);
        return out.low.has_value();
      case ast::Cell::Kind::range: {
        const auto* range = std::get_if<ast::Range>(&cell.value->node);
        return range != nullptr && fill_range(*range, cell.span, parameter, constant, out);
      }
      case ast::Cell::Kind::comparison: {
        if (cell.comparison == ast::BinaryOp::in) {
          const auto* range = std::get_if<ast::Range>(&cell.value->node);
          return range != nullptr && fill_range(*range, cell.span, parameter, constant, out);
        }
        return fill_comparison(cell, parameter, constant(*cell.value), out);
      }
    }
    return false;
  }

  template <class Read>
  bool fill_range(const ast::Range& range, Span span, const model::Field& parameter,
                  const Read& read, Table::Cell& out) {
    out.low = read(*range.low);
    out.high = read(*range.high);
    if (!out.low || !out.high) return false;
    if (!bounds_compare(env_, *out.low, *out.high, parameter.type, span)) return false;
    if (model::compare(*out.low, *out.high, parameter.type.base, env_.symbols) <= 0) return true;
    env_.report(error("E0505", "the lower bound is above the upper bound"))
        .label(span, "the wrong way round")
        .advise("write the lower bound first");
    return false;
  }

  bool fill_comparison(const ast::Cell& cell, const model::Field& parameter,
                       std::optional<Word> bound, Table::Cell& out) {
    if (!bound) return false;
    const ast::BinaryOp op = *cell.comparison;
    const bool equality = op == ast::BinaryOp::equal || op == ast::BinaryOp::not_equal;
    if (!equality && parameter.type.base == Base::boolean) {
      env_.report(error("E0302", "truth values have no order"))
          .label(cell.span)
          .advise("write `true` or `false`");
      return false;
    }
    const bool less = op == ast::BinaryOp::less || op == ast::BinaryOp::less_equal;
    const bool open = op == ast::BinaryOp::less || op == ast::BinaryOp::greater;
    if (equality) {
      out.low = out.high = bound;
      out.negated = op == ast::BinaryOp::not_equal;
    } else if (less) {
      out.high = bound;
      out.high_open = open;
    } else {
      out.low = bound;
      out.low_open = open;
    }
    return true;
  }

  const Environment& env_;
  const ast::Table& source_;
  Table& table_;
  std::vector<std::size_t> columns_;
};

}  // namespace

void declare_tables(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    const auto& declarations = checking.files[i].declarations;
    for (std::size_t j = 0; j < declarations.size(); ++j) {
      Entity* entity = checking.entities[i][j];
      const auto* declaration = std::get_if<ast::Table>(&declarations[j].node);
      if (entity == nullptr || !entity->usable || declaration == nullptr) continue;
      Table& table = checking.program.tables[entity->index];
      table.name = std::string(entity->name);
      table.module = std::string(checking.names.modules[i].name);
      table.span = entity->span;
      const Environment env = checking.environment(i);
      entity->usable = TableDeclaration(env, *declaration, table).run();
    }
  }
}

}  // namespace casus::check
