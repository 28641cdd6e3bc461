// SPDX-License-Identifier: Apache-2.0
#include "intake/project.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "intake/document.hpp"
#include "intake/lint_table.hpp"
#include "intake/reading.hpp"
#include "intake/words.hpp"
#include "model/show.hpp"

namespace casus::intake {
namespace {

using ReadKey = void (*)(Reading&, const Entry&, Project&);

struct Key {
  std::string_view name;
  ReadKey read;
};

constexpr auto reliability_marks = std::to_array<std::string_view>({"A", "B", "C", "D", "E"});
constexpr auto credibility_marks = std::to_array<std::string_view>({"1", "2", "3", "4", "5"});

void refuse_value(Reading& reading, const Entry& entry, std::string_view name, double value,
                  std::string label) {
  reading
      .report(error("E0606",
                    in_ticks(name) + " is " + model::show_number(value) + ", outside its range"))
      .label(entry.value.span, std::move(label))
      .advise("correct the value, or remove the line for the usual one");
}

std::optional<double> read_certainty(Reading& reading, const Entry& entry, std::string_view name) {
  const auto value = read_number(reading, name, entry.value);
  if (!value || (*value > 0 && *value <= 1)) return value;
  refuse_value(reading, entry, name, *value, "must be above 0 and at most 1");
  return std::nullopt;
}

std::optional<std::int64_t> read_count(Reading& reading, const Entry& entry) {
  const auto value = read_integer(reading, entry.key, entry.value);
  if (!value || *value > 0) return value;
  refuse_value(reading, entry, entry.key, static_cast<double>(*value), "must be above 0");
  return std::nullopt;
}

/// `{ A = 1.0, B = 0.9 }`
void read_marks(Reading& reading, const Entry& entry, const std::array<std::string_view, 5>& marks,
                std::array<double, 5>& into) {
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr) {
    refuse_type(reading, entry.key, entry.value, "a table of marks")
        .advise("write it like " +
                in_ticks(entry.key + " = { " + std::string(marks[0]) + " = 1.0 }"));
    return;
  }
  for (const Entry& mark : table->entries) {
    const auto* const it = std::find(marks.begin(), marks.end(), mark.key);
    if (it == marks.end()) {
      refuse_key(reading, mark, in_ticks(entry.key), marks, *table);
    } else if (const auto value = read_certainty(reading, mark, entry.key + "." + mark.key)) {
      into[static_cast<std::size_t>(it - marks.begin())] = *value;
    }
  }
}

Grades& grades_of(Project& project) {
  return project.grades ? *project.grades : project.grades.emplace();
}

constexpr auto project_keys = std::to_array<Key>({
    {"rules",
     [](Reading& reading, const Entry& entry, Project& project) {
       if (auto paths = read_texts(reading, entry.key, entry.value)) project.rules = *paths;
       project.rules_span = entry.value.span;
     }},
    {"facts",
     [](Reading& reading, const Entry& entry, Project& project) {
       if (auto paths = read_texts(reading, entry.key, entry.value)) project.facts = *paths;
       project.facts_span = entry.value.span;
     }},
    {"scenarios",
     [](Reading& reading, const Entry& entry, Project& project) {
       if (auto paths = read_texts(reading, entry.key, entry.value)) project.scenarios = *paths;
       project.scenarios_span = entry.value.span;
     }},
});

constexpr auto grade_keys = std::to_array<Key>({
    {"reliability",
     [](Reading& reading, const Entry& entry, Project& project) {
       read_marks(reading, entry, reliability_marks, grades_of(project).reliability);
     }},
    {"credibility",
     [](Reading& reading, const Entry& entry, Project& project) {
       read_marks(reading, entry, credibility_marks, grades_of(project).credibility);
     }},
    {"unknown",
     [](Reading& reading, const Entry& entry, Project& project) {
       const auto value = read_certainty(reading, entry, entry.key);
       if (value) grades_of(project).unknown = *value;
     }},
});

void read_threshold(Reading& reading, const Entry& entry, Project& project) {
  const auto value = read_number(reading, entry.key, entry.value);
  if (!value) return;
  if (*value >= 0 && *value < 1) {
    project.threshold = value;
    project.threshold_span = entry.value.span;
  } else {
    refuse_value(reading, entry, entry.key, *value, "must be at least 0 and below 1");
  }
}

void read_timeout(Reading& reading, const Entry& entry, Project& project) {
  const auto value = read_number(reading, entry.key, entry.value);
  if (!value) return;
  constexpr double longest = 4e9;
  if (*value > 0 && *value <= longest) {
    project.timeout = value;
  } else {
    refuse_value(reading, entry, entry.key, *value,
                 "must be above 0 seconds, and at most 4000000000");
  }
}

constexpr auto eval_keys = std::to_array<Key>({
    {"certainty",
     [](Reading& reading, const Entry& entry, Project& project) {
       project.certainty = read_name(reading, entry.key, entry.value, false);
       project.certainty_span = entry.value.span;
     }},
    {"threshold", read_threshold},
    {"as_of", [](Reading& reading, const Entry& entry,
                 Project& project) { project.as_of = read_date(reading, entry.key, entry.value); }},
    {"max_facts", [](Reading& reading, const Entry& entry,
                     Project& project) { project.max_facts = read_count(reading, entry); }},
    {"max_memory", [](Reading& reading, const Entry& entry,
                      Project& project) { project.max_memory = read_count(reading, entry); }},
    {"timeout", read_timeout},
});

struct Section {
  std::string_view name;
  std::span<const Key> keys;
};

constexpr auto sections = std::to_array<Section>(
    {{"project", project_keys}, {"grades", grade_keys}, {"eval", eval_keys}});

void read_section(Reading& reading, const Entry& entry, const Section& section, Project& project) {
  const std::string header = "`[" + entry.key + "]`";
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr) {
    reading.report(error("E0602", in_ticks(entry.key) + " is not written as " + header))
        .label(entry.key_span)
        .advise("write " + header + " on a line of its own, and its keys below");
    return;
  }
  std::vector<std::string_view> names;
  for (const Key& key : section.keys) names.push_back(key.name);
  for (const Entry& line : table->entries) {
    const auto it = std::find(names.begin(), names.end(), line.key);
    if (it == names.end()) {
      refuse_key(reading, line, header, names, *table);
    } else {
      section.keys[static_cast<std::size_t>(it - names.begin())].read(reading, line, project);
    }
  }
}

}  // namespace

ProjectReading read_project(const Sources& sources, std::uint32_t file) {
  Document document = parse_document(sources, file);
  ProjectReading result{{}, std::move(document.diagnostics)};
  Reading reading{sources, result.diagnostics};
  std::vector<std::string_view> names;
  for (const Section& section : sections) names.push_back(section.name);
  names.push_back("lint");
  for (const Entry& entry : document.root.entries) {
    const auto it = std::find(names.begin(), names.end(), entry.key);
    if (it == names.end()) {
      refuse_key(reading, entry, "the project file", names, document.root);
    } else if (*it == "lint") {
      read_lint(reading, entry, result.project.lint.emplace());
    } else {
      read_section(reading, entry, sections[static_cast<std::size_t>(it - names.begin())],
                   result.project);
    }
  }
  sort_by_place(result.diagnostics);
  return result;
}

}  // namespace casus::intake
