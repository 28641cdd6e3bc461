// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>

#include "base/encoding.hpp"
#include "check/checking.hpp"
#include "check/circles.hpp"
#include "model/calculi.hpp"

namespace casus::check {
namespace {

/// Where a further `use` would stand: behind the last one, else behind the head of the file.
void find_use_place(const ast::File& file, Names::Module& module) {
  Span after;
  if (file.edition) after = file.edition->span;
  if (file.module) {
    after = file.module->name.span;
    if (file.module->certainty) after = file.module->certainty->span;
  }
  for (const ast::Declaration& declaration : file.declarations) {
    if (std::holds_alternative<ast::Use>(declaration.node)) after = declaration.span;
  }
  module.use_first = !after.valid();
  module.use_place =
      module.use_first ? Span{file.file, 0, 0} : Span{after.file, after.end, after.end};
}

/// Whether the file is called as others look for its module.
bool is_named_after(const ast::File& file, const Sources& sources) {
  if (!file.module || file.module->name.parts.empty()) return true;
  const std::string wanted = file.module->name.parts.back().text + ".casus";
  const std::string& name = sources.name(file.file);
  return name == wanted || name.ends_with('/' + wanted);
}

void enter_module(Checking& checking, ModuleIndex index, std::vector<std::string>& names) {
  const ast::File& file = checking.files[index];
  Names::Module& module = checking.names.modules[index];
  find_use_place(file, module);
  if (!file.module) return;
  names[index] = file.module->name.text();
  module.name = names[index];
  module.span = file.module->name.span;
  if (const auto other = checking.names.module(module.name)) {
    checking.diagnostics
        .emplace_back(error("E0501", "two files say that they are module " + quoted(module.name)))
        .label(module.span, "said again here")
        .label(checking.names.modules[*other].span, "first said here")
        .advise("give one of them another name; a module is one file");
    return;
  }
  checking.names.know_module(module.name, index);
}

/// The file that a module's name leads to, if it was given.
const ast::File* file_called(const Checking& checking, const std::string& file_name) {
  const auto it = std::ranges::find_if(checking.files, [&](const ast::File& file) {
    const std::string& name = checking.sources.name(file.file);
    return name == file_name || name.ends_with('/' + file_name);
  });
  return it == checking.files.end() ? nullptr : &*it;
}

void advise_on_missing(const Checking& checking, const ast::Use& use,
                       const std::optional<base::Near>& near, Diagnostic& d) {
  const std::string name = use.module.text();
  const std::string& last = use.module.parts.back().text;
  if (near) {
    d.fix("did you mean " + quoted(near->name) + "?", {{use.module.span, near->name}}, near->sure);
    return;
  }
  const ast::File* file = file_called(checking, last + ".casus");
  if (file != nullptr && file->module) {
    const Span said = file->module->name.span;
    d.label(said, "this file says that it is another module");
    d.fix("let one of the two have the other's name", {{said, name}}, false);
    return;
  }
  if (file != nullptr) {
    d.advise(quoted(last + ".casus") + " does not say which module it is; let it begin with " +
             quoted("module " + name));
    return;
  }
  std::string path = name;
  std::ranges::replace(path, '.', '/');
  const std::string elsewhere =
      path == last ? "" : ", or " + quoted(path + ".casus") + " below a folder above it";
  d.advise("its file is " + quoted(last + ".casus") + " beside this one" + elsewhere +
           ", and begins with " + quoted("module " + name));
}

/// The file that the module is looked for in, where a message already explains why it is not found:
/// it is no text, or says that it is a module that another file is.
const ast::File* reported_file(const Checking& checking, const ast::Use& use) {
  const ast::File* file = file_called(checking, use.module.parts.back().text + ".casus");
  if (file == nullptr) return nullptr;
  if (!file->module) {
    const std::string_view text = checking.sources.text(file->file);
    return base::check_encoding(text, file->file) ? file : nullptr;
  }
  const auto known = checking.names.module(file->module->name.text());
  const bool shared = !known || checking.names.modules[*known].span != file->module->name.span;
  return shared ? file : nullptr;
}

void use_module(Names::Module& module, ModuleIndex used, Span span) {
  if (std::ranges::find(module.uses, used) != module.uses.end()) return;
  module.uses.push_back(used);
  module.use_spans.push_back(span);
}

void resolve_uses(Checking& checking, ModuleIndex index) {
  Names::Module& module = checking.names.modules[index];
  std::set<std::string> missing;
  for (const ast::Declaration& declaration : checking.files[index].declarations) {
    const auto* use = std::get_if<ast::Use>(&declaration.node);
    if (use == nullptr || use->module.parts.empty()) continue;
    const std::string name = use->module.text();
    if (const auto used = checking.names.module(name)) {
      use_module(module, *used, use->module.span);
      checking.names.note(use->module.span, checking.names.modules[*used].span);
      continue;
    }
    checking.complete = false;
    if (declaration.broken || !missing.insert(name).second) continue;
    if (const ast::File* file = reported_file(checking, *use)) {
      use_module(module, static_cast<ModuleIndex>(file - checking.files.data()), use->module.span);
      continue;
    }
    Diagnostic d = error("E0503", "no module is called " + quoted(name));
    d.label(use->module.span, "not found");
    auto near = checking.names.nearest_module(name);
    if (near && near->name == module.name) near.reset();
    advise_on_missing(checking, *use, near, d);
    checking.diagnostics.push_back(std::move(d));
    // What the other module declares is not missing as well.
    if (near) use_module(module, *checking.names.module(near->name), use->module.span);
  }
}

void report_circles(Checking& checking) {
  const auto& modules = checking.names.modules;
  Graph graph(modules.size());
  for (ModuleIndex i = 0; i < modules.size(); ++i) {
    for (const ModuleIndex used : modules[i].uses) graph.edges[i].push_back(used);
  }
  for (const std::vector<std::uint32_t>& group : components(graph)) {
    const std::vector<std::uint32_t> circle = shortest_circle(graph, group);
    if (circle.empty()) continue;
    std::string path = quoted(modules[circle.front()].name);
    Diagnostic d = error("E0502", circle.size() == 1 ? "module " + path + " uses itself"
                                                     : "these modules use each other in a circle");
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const Names::Module& from = modules[circle[i]];
      const ModuleIndex to = circle[(i + 1) % circle.size()];
      const auto place = std::ranges::find(from.uses, to) - from.uses.begin();
      d.label(from.use_spans[static_cast<std::size_t>(place)],
              quoted(from.name) + " uses " + quoted(modules[to].name));
      path += " -> " + quoted(modules[to].name);
    }
    if (circle.size() > 1) d.note("circle: " + path);
    d.advise(circle.size() == 1 ? "leave this line out"
                                : "move what they share into a module that uses none of them");
    checking.diagnostics.push_back(std::move(d));
  }
}

void find_calculus(Checking& checking) {
  constexpr auto& calculi = model::calculus_names;
  const ast::Name* named = nullptr;
  for (const ast::File& file : checking.files) {
    if (!file.module || !file.module->certainty) continue;
    const ast::Name& name = *file.module->certainty;
    if (std::ranges::find(calculi, name.text) == calculi.end()) {
      Diagnostic& d = checking.diagnostics.emplace_back(
          error("E0201", "no certainty calculus is called " + quoted(name.text)));
      d.label(name.span, "not known");
      if (const auto near = nearest_of(name.text, {calculi.begin(), calculi.end()})) {
        d.fix("did you mean " + quoted(near->name) + "?", {{name.span, near->name}}, near->sure);
      } else {
        std::vector<std::string> names;
        for (const std::string_view calculus : calculi) names.push_back(quoted(calculus));
        d.advise("there are " + listed(names));
      }
      continue;
    }
    if (named == nullptr) {
      named = &name;
      checking.program.calculus = name.text;
    } else if (named->text != name.text) {
      checking.diagnostics
          .emplace_back(error("E0507", "two modules name different certainty calculi"))
          .label(name.span, quoted(name.text) + " here")
          .label(named->span, "but " + quoted(named->text) + " here")
          .advise("one run has one calculus: name the same in both, or in one of them only");
    }
  }
}

}  // namespace

void find_modules(Checking& checking) {
  const std::size_t count = checking.files.size();
  checking.names.modules.resize(count);
  checking.names.texts.resize(count);
  // Of two files that say that they are one module, the one that is not called so is mistaken.
  for (const bool named_after : {true, false}) {
    for (ModuleIndex i = 0; i < count; ++i) {
      if (is_named_after(checking.files[i], checking.sources) != named_after) continue;
      enter_module(checking, i, checking.names.texts);
    }
  }
  for (ModuleIndex i = 0; i < count; ++i) resolve_uses(checking, i);
  report_circles(checking);
  find_calculus(checking);
}

}  // namespace casus::check
