// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "base/version.hpp"

int main() {
  std::cout << "casus " << casus::base::version << '\n';
  return 0;
}
