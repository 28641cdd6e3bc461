// SPDX-License-Identifier: Apache-2.0
//
// What of small mistakes in rules the tests would not notice.
#pragma once

#include <string>

#include "casus/mutation.hpp"
#include "report/style.hpp"

namespace casus::report {

/// "noticed 41 of 52 mutants: 78.8%; 6 more the checker refuses"
[[nodiscard]] std::string mutation_line(const MutationRun& run);
/// That line, then each mutant that survived with its line as it is and as it would be.
[[nodiscard]] std::string mutation_text(const MutationRun& run, const Style& style);
/// {"schema":"casus.mutation/1","noticed":N,"survived":N,"refused":N,"not_run":N,"mutants":[…]}
[[nodiscard]] std::string mutation_json(const MutationRun& run);

}  // namespace casus::report
