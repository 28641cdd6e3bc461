// SPDX-License-Identifier: Apache-2.0
#include "model/types.hpp"

namespace casus::model {

std::string_view base_name(Base base) {
  switch (base) {
    case Base::text:
      return "text";
    case Base::integer:
      return "int";
    case Base::number:
      return "number";
    case Base::boolean:
      return "bool";
    case Base::date:
      return "date";
    case Base::duration:
      return "duration";
    case Base::enumeration:
      return "enum";
  }
  return "";
}

}  // namespace casus::model
