-- SPDX-License-Identifier: Apache-2.0
.output answer
SELECT d, r FROM rating;
