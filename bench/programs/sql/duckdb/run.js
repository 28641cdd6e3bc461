// SPDX-License-Identifier: Apache-2.0
//
// node run.js THREADS < SCRIPT: runs SQL in a DuckDB in memory and prints the rows of its last
// statement, for machines that have DuckDB only as a package of Node.js (found by NODE_PATH, too).
// Without THREADS it prints the version, or nothing where the package is missing.
let duckdb
try {
  duckdb = require('@duckdb/node-api')
} catch {
  process.exit(0)
}

async function main(threads) {
  if (threads === undefined) {
    console.log(duckdb.version())
    return
  }
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads })
  const connection = await instance.connect()
  const rows = await connection.runAndReadAll(require('fs').readFileSync(0, 'utf8'))
  for (const row of rows.getRows()) console.log(row.join('\t'))
}

main(process.argv[2])
