// Adds up the reports of the runs in CI, and names what failed. A failed step, a missing report and a skipped test count as failures.
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const runs = [
  'together',
  'alone',
  'bun',
  'deno',
  'browser',
  'redis',
  'site',
  'release',
  'consumers',
  'clients',
  'adapter',
];
/** Lines that name failures before the last line. */
const most = 60;

const steps = 'reports/failed-steps';
const failures = existsSync(steps)
  ? readFileSync(steps, 'utf8')
      .trim()
      .split('\n')
      .map((step) => `step: ${step}`)
  : [];
let passed = 0;
for (const run of runs) {
  const file = `reports/${run}.json`;
  if (!existsSync(file)) {
    failures.push(`${run}: no report`);
    continue;
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`${run}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  passed += numPassedTests;
  failures.push(...testResults.flatMap((result) => failuresOf(result).map((failure) => `${run}: ${failure}`)));
}

const rest = failures.length - most;
for (const failure of failures.slice(0, rest > 0 ? most - 1 : most)) console.log(failure);
if (rest > 0) console.log(`and ${rest + 1} more`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;

/** One line for each test of a file that did not pass, and for a file that could not be loaded. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = name.replace(`${process.cwd()}/`, '');
  const lost = assertionResults.filter((test) => test.status !== 'passed');
  if (lost.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : [];
  return lost.map((test) => {
    const why = test.status === 'failed' ? firstLine(test.failureMessages?.[0]) : `is ${test.status}`;
    return `${file} > ${test.fullName}: ${why}`;
  });
}

function firstLine(text = '') {
  return stripVTControlCharacters(text).trim().split('\n')[0].slice(0, 300);
}
