/** What a run prints, and in CI the report that `.ci/sum.mjs` adds up. */
export function reporters(run: string): (string | [string, { outputFile: string }])[] {
  return process.env['CI'] ? ['default', ['json', { outputFile: `reports/${run}.json` }]] : ['default'];
}
