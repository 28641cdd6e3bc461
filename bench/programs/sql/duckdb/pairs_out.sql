-- SPDX-License-Identifier: Apache-2.0
COPY rating TO 'answer' (FORMAT csv, DELIMITER '\t', HEADER false);
