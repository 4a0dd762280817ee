// Runs a command with the programs of `tools/`, which it installs first if they are missing: node tools/with.mjs 'eslint .'.
import { spawnSync } from 'node:child_process';
import { env, install } from './installed.mjs';

install('tools');
const { status } = spawnSync(process.argv.slice(2).join(' '), { env, stdio: 'inherit', shell: true });
process.exitCode = status ?? 1;
