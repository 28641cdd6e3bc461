// SPDX-License-Identifier: Apache-2.0
//
// A relation that rests on an open one must say what its absence means before anybody asks for it.
// Ratings are a boundary: they count presumptions, and their rows are there or not.
#include <algorithm>

#include "check/strata.hpp"

namespace casus::check {
namespace {

using Manner = Dependency::Manner;
using model::Openness;
using model::RelationKind;

/// By relation, for every one that says neither `open` nor `closed` and rests on an open one: the
/// dependency that makes it so.
std::vector<const Dependency*> resting_on_open(const model::Schema& schema,
                                               const std::vector<Dependency>& dependencies) {
  std::vector<const Dependency*> because(schema.relations.size(), nullptr);
  std::vector<std::vector<const Dependency*>> readers(because.size());
  for (const Dependency& d : dependencies) readers[d.to.index()].push_back(&d);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t i = 0; i < because.size(); ++i) {
    if (schema.relations[i].is_open()) queue.push_back(i);
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const Dependency* d : readers[queue[next]]) {
      const model::Relation& from = schema[d->from];
      const bool unstated =
          from.kind == RelationKind::relation && from.openness == Openness::unstated;
      if (!unstated || because[d->from.index()] != nullptr) continue;
      because[d->from.index()] = d;
      queue.push_back(d->from.value);
    }
  }
  return because;
}

class OpennessCheck {
 public:
  OpennessCheck(const Environment& env, const std::vector<Dependency>& dependencies)
      : env_(env),
        dependencies_(dependencies),
        because_(resting_on_open(env.schema(), dependencies)) {}

  void run() {
    std::vector<bool> reported(because_.size(), false);
    for (const Dependency& d : dependencies_) {
      if (d.manner != Manner::negative || because_[d.to.index()] == nullptr) continue;
      if (reported[d.to.index()]) continue;
      reported[d.to.index()] = true;
      report(d);
    }
  }

 private:
  void report(const Dependency& negation) const {
    const model::Relation& relation = env_.schema()[negation.to];
    const std::string name = quoted(relation.name);
    Diagnostic d = error("E0405", name + " must say what its absence means");
    d.label(negation.span, "its absence is asked for here");
    d.label(relation.span, "neither `open` nor `closed`");
    const Dependency* step = because_[negation.to.index()];
    while (true) {
      const model::Relation& read = env_.schema()[step->to];
      const bool last = read.is_open();
      d.label(step->span, quoted(env_.schema()[step->from].name) + " rests on " +
                              quoted(read.name) + (last ? ", which is open" : ""));
      if (last) break;
      step = because_[step->to.index()];
    }
    const Span behind{relation.span.file, relation.span.end, relation.span.end};
    d.fix("write `closed` behind the name: what is not derived is false", {{behind, " closed"}},
          false);
    d.fix("or `open`: what is not derived is unknown", {{behind, " open"}}, false);
    env_.report(std::move(d));
  }

  const Environment& env_;
  const std::vector<Dependency>& dependencies_;
  std::vector<const Dependency*> because_;
};

/// `then not p(…)` has no meaning where p is derived in rounds.
void refuse_denials(const Environment& env, const std::vector<Component>& components) {
  std::vector<bool> recursive(env.schema().relations.size(), false);
  for (const Component& component : components) {
    for (const RelationId id : component.relations) recursive[id.index()] = component.recursive;
  }
  for (const Rule& rule : env.program.rules) {
    for (const Conclusion& conclusion : rule.conclusions) {
      const bool denies = conclusion.kind == Conclusion::Kind::derive && conclusion.negative;
      if (!denies) continue;
      const model::Relation& relation = env.schema()[conclusion.relation];
      if (const auto best = relation.best()) {
        env.report(error("E0406", quoted(relation.name) + " keeps one value only, so no rule may " +
                                      "deny it"))
            .label(conclusion.span, "denied here")
            .label(relation.fields[*best].span, "of this field the best value is kept")
            .advise("leave out what does not hold before the best value is found");
      }
      if (!recursive[conclusion.relation.index()] || relation.best()) continue;
      env.report(error("E0406", quoted(relation.name) + " rests on itself, so no rule may deny it"))
          .label(conclusion.span, "denied here")
          .label(relation.span, "declared here")
          .advise("conclude the denial of another relation, and ask for that with `not`");
    }
  }
}

}  // namespace

void mark_resting_on_open(Program& program, const std::vector<Dependency>& dependencies) {
  const auto because = resting_on_open(program.schema, dependencies);
  for (std::size_t i = 0; i < because.size(); ++i) {
    program.schema.relations[i].rests_on_open = because[i] != nullptr;
  }
}

void check_openness(const Environment& env, const std::vector<Dependency>& dependencies,
                    const std::vector<Component>& components) {
  OpennessCheck(env, dependencies).run();
  refuse_denials(env, components);
}

}  // namespace casus::check
