// SPDX-License-Identifier: Apache-2.0
//
// Arguments against fields: by position first, then by name in any order.
#include <algorithm>

#include "base/characters.hpp"
#include "check/elaborate.hpp"

namespace casus::check {
namespace {

constexpr std::string_view metadata_names[] = {"kind", "source", "certainty"};

/// What the arguments of this are called.
std::string_view part_name(const Signature& signature) {
  if (signature.noun == "rule") return "variable";
  if (signature.noun == "table") return "parameter";
  return signature.noun == "rating" ? "subject" : "field";
}

std::vector<std::string> field_names(const Signature& signature) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < signature.count; ++i) {
    names.push_back(quoted((*signature.fields)[i].name));
  }
  return names;
}

std::optional<std::size_t> find_field(const Signature& signature, std::string_view name) {
  for (std::size_t i = 0; i < signature.count; ++i) {
    if ((*signature.fields)[i].name == name) return i;
  }
  if (!signature.metadata) return std::nullopt;
  const auto it = std::ranges::find(metadata_names, name);
  if (it == std::end(metadata_names)) return std::nullopt;
  return signature.count + static_cast<std::size_t>(it - std::begin(metadata_names));
}

/// `country = c` in a place where `country: c` is meant: a comparison that begins with the name of
/// a field. Where the place holds truth values it may be what it says.
const ast::Binary* mistaken_for_name(const Signature& signature, const ast::Argument& argument,
                                     std::size_t position) {
  const auto* binary = std::get_if<ast::Binary>(&argument.value->node);
  if (binary == nullptr || argument.name || argument.comparison) return nullptr;
  if (binary->op < ast::BinaryOp::equal || binary->op > ast::BinaryOp::in) return nullptr;
  const auto* left = std::get_if<ast::Reference>(&binary->left->node);
  if (left == nullptr || left->name.parts.size() != 1) return nullptr;
  if (!find_field(signature, left->name.parts[0].text)) return nullptr;
  const bool truth =
      position < signature.count && (*signature.fields)[position].type.base == model::Base::boolean;
  return truth ? nullptr : binary;
}

}  // namespace

void Elaborator::report_mistaken(const ast::Binary& binary) {
  const ast::Name& name = std::get<ast::Reference>(binary.left->node).name.parts[0];
  Diagnostic d = error("E0204", "behind " + quoted(name.text) + " a colon is missing");
  d.label(binary.op_span, "expected `:`");
  if (binary.op == ast::BinaryOp::equal) {
    const Span gap{name.span.file, name.span.end, binary.op_span.end};
    d.fix("write " + quoted(name.text + ": …"), {{gap, ":"}}, true);
  } else {
    const Span behind{name.span.file, name.span.end, name.span.end};
    const std::string sign(env_.sources.text(binary.op_span));
    d.fix("write " + quoted(name.text + ": " + sign + " …"), {{behind, ":"}}, true);
  }
  report(std::move(d));
}

bool Elaborator::report_decimal_comma(const ast::Argument& argument) {
  const Span span = argument.span;
  if (span.begin < 2) return false;
  const std::string_view text = env_.sources.text({span.file, span.begin - 2, span.end});
  if (!base::is_digit(text[0]) || text[1] != ',' || !base::is_digit(text[2])) return false;
  std::uint32_t begin = span.begin - 2;
  while (begin > 0 && base::is_digit(env_.sources.text({span.file, begin - 1, begin})[0])) --begin;
  std::string meant(env_.sources.text({span.file, begin, span.end}));
  meant[span.begin - 1 - begin] = '.';
  report(error("E0204", "a number has a point, not a comma"))
      .label({span.file, span.begin - 1, span.begin}, "read as the end of an argument")
      .fix("write " + quoted(meant) + ", with a point", {{{span.file, begin, span.end}, meant}},
           false);
  return true;
}

void Elaborator::report_field(const Signature& signature, const ast::Name& name) {
  const std::string part(part_name(signature));
  Diagnostic d =
      error("E0203", "the " + std::string(signature.noun) + " " + quoted(signature.owner) +
                         " has no " + part + " called " + quoted(name.text));
  d.label(name.span, "not a " + part);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < signature.count; ++i) names.push_back((*signature.fields)[i].name);
  if (const auto near = nearest_of(name.text, names)) {
    std::string advice = "did you mean " + quoted(near->name) + "?";
    if (signature.declared.valid()) {
      advice += " (" + short_place(env_.sources, signature.declared) + ")";
    }
    d.fix(std::move(advice), {{name.span, near->name}}, near->sure);
  } else {
    const auto all = field_names(signature);
    d.advise(all.empty() ? "it has no " + part + "s" : "its " + part + "s are " + listed(all));
  }
  report(std::move(d));
}

/// The field that the next argument is for; nothing where there is none, which is reported if
/// asked.
std::optional<std::size_t> Elaborator::place(const Signature& signature,
                                             const ast::Argument& argument, Matching& matching) {
  const auto refuse = [&](std::string message, std::string advice) {
    if (!matching.report || report_decimal_comma(argument)) return;
    Diagnostic& d = this->report(error("E0204", std::move(message))).label(argument.span);
    const std::string written(env_.sources.text(argument.span));
    if (matching.named && find_field(signature, written)) {
      // A variable that is called like a field is meant for it.
      d.fix("name it: " + quoted(written + ": " + written),
            {{{argument.span.file, argument.span.begin, argument.span.begin}, written + ": "}},
            false);
    } else {
      d.advise(std::move(advice));
    }
  };
  if (argument.name) {
    matching.named = true;
    const auto place = find_field(signature, argument.name->text);
    if (!place && matching.report) report_field(signature, *argument.name);
    return place;
  }
  if (const auto* binary = mistaken_for_name(signature, argument, matching.position)) {
    if (matching.report) report_mistaken(*binary);
    return std::nullopt;
  }
  if (matching.named) {
    refuse("an argument without a name stands behind one with a name",
           "name it, or move it to the front");
    return std::nullopt;
  }
  if (matching.position < signature.count) return matching.position++;
  if (matching.position++ > signature.count) return std::nullopt;  // One too many says it for all.
  const auto names = field_names(signature);
  const std::string part(part_name(signature));
  refuse(quoted(signature.owner) + " has only " + std::to_string(signature.count) + " " + part +
             (signature.count == 1 ? "" : "s"),
         names.empty() ? "leave the arguments out" : "its " + part + "s are " + listed(names));
  return std::nullopt;
}

namespace {

/// The field that a call does not name, where there is only one and all arguments have names.
std::string only_one_missing(const ast::Call& call, const Signature& signature) {
  std::string missing;
  for (std::size_t i = 0; i < signature.count; ++i) {
    const std::string& field = (*signature.fields)[i].name;
    const auto gives = [&](const ast::Argument& argument) {
      return !argument.name || argument.name->text == field;
    };
    if (std::ranges::any_of(call.arguments, gives)) continue;
    if (!missing.empty()) return {};
    missing = field;
  }
  return missing;
}

}  // namespace

std::vector<const ast::Argument*> Elaborator::match(const ast::Call& call,
                                                    const Signature& signature, bool report) {
  const std::size_t places = signature.count + (signature.metadata ? std::size(metadata_names) : 0);
  std::vector<const ast::Argument*> matched(places, nullptr);
  Matching matching{.report = report};
  for (const ast::Argument& argument : call.arguments) {
    const auto place = this->place(signature, argument, matching);
    if (!place) continue;
    if (matched[*place] == nullptr) {
      matched[*place] = &argument;
      if (argument.name && *place < signature.count) {
        env_.names.note(argument.name->span, (*signature.fields)[*place].span);
      }
    } else if (report) {
      const std::string& name =
          *place < signature.count ? (*signature.fields)[*place].name : argument.name->text;
      Diagnostic& d = this->report(error("E0204", quoted(name) + " is given twice"));
      d.label(argument.name ? argument.name->span : argument.span, "a second time");
      d.label(matched[*place]->span, "first given here");
      const std::string other = only_one_missing(call, signature);
      if (argument.name && !other.empty()) {
        d.fix("did you mean " + quoted(other) + "?", {{argument.name->span, other}}, false);
      } else {
        d.advise("leave one of them out");
      }
    }
  }
  return matched;
}

/// Variables that are called like what is missing are meant for it.
void Elaborator::report_left_out(const ast::Call& call, const Signature& signature,
                                 const std::vector<std::string>& missing) {
  const std::vector<std::string_view> variables = named_variables();
  std::vector<std::string> names;
  std::string further;
  bool known = !call.arguments.empty();
  for (const std::string& field : missing) {
    names.push_back(quoted(field));
    const bool same = std::ranges::find(variables, field) != variables.end();
    known = known && same;
    further += (further.empty() ? "" : ", ") + field + ": " + (same ? field : "…");
  }
  Diagnostic& d =
      report(error("E0206", "this leaves out " + listed(names) + " of " + quoted(signature.owner)));
  d.label(call.name.span,
          missing.size() == 1 ? "one field has no value" : "some fields have no value");
  d.label(signature.declared, "declared here");
  const std::string advice =
      "give " + std::string(missing.size() == 1 ? "it" : "them") + " a value: " + quoted(further);
  if (!known) {
    d.advise(advice);
    return;
  }
  const Span last = call.arguments.back().span;
  d.fix(advice, {{{last.file, last.end, last.end}, ", " + further}}, false);
}

std::vector<ExprId> Elaborator::values(const ast::Call& call, const Signature& signature,
                                       bool partial) {
  const auto matched = match(call, signature, true);
  std::vector<ExprId> result(signature.count);
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < signature.count; ++i) {
    const model::Field& field = (*signature.fields)[i];
    const ast::Argument* argument = matched[i];
    const bool left_out =
        argument == nullptr || std::holds_alternative<ast::Wildcard>(argument->value->node);
    if (left_out) {
      const Span span = argument != nullptr ? argument->span : call.name.span;
      if (partial || field.open) {
        result[i] = constant(model::unknown_word, field.type, span);
      } else {
        missing.push_back(field.name);
      }
      continue;
    }
    if (argument->comparison && *argument->comparison != ast::BinaryOp::equal) {
      report(error("E0306", "here " + quoted(field.name) + " needs one value"))
          .label(argument->span, "a comparison")
          .advise("compare only where something is asked, behind `when`");
      continue;
    }
    result[i] = value_of(*argument->value, field.type,
                         quoted(field.name) + " of " + quoted(signature.owner));
  }
  const bool complete = std::ranges::all_of(call.arguments, [&](const ast::Argument& argument) {
    return std::ranges::find(matched, &argument) != matched.end();
  });
  // A misspelt field has been reported; that another one is missing is the same mistake.
  if (!missing.empty() && complete) {
    report_left_out(call, signature, missing);
  }
  return result;
}

}  // namespace casus::check
