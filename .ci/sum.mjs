// Adds up the reports of the test runs; a step that failed, or a run that left no report, counts as a failure too.
import { existsSync, readFileSync } from 'node:fs';

const runs = ['node', 'bun', 'deno', 'browser', 'redis', 'site', 'consumers'];
let passed = 0;
let failed = Number(process.argv[2]);
for (const run of runs) {
  const file = `reports/${run}.json`;
  if (!existsSync(file)) {
    console.log(`${run}: no report`);
    failed++;
    continue;
  }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`${run}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  passed += numPassedTests;
  // Nothing is to be skipped.
  failed += numFailedTests + numPendingTests;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
