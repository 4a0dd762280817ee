// Runs a command with the programs of `tools/`, which it installs first if they are missing: node tools/with.mjs 'eslint .'.
import { spawnSync } from 'node:child_process';
import { adapter, env, install } from './installed.mjs';

install('tools');
// The linters look at its types, and the checks of packages at what it publishes.
if (process.argv.includes('--adapter')) install(adapter);
const { status } = spawnSync(
  process.argv
    .slice(2)
    .filter((word) => word !== '--adapter')
    .join(' '),
  { env, stdio: 'inherit', shell: true },
);
process.exitCode = status ?? 1;
