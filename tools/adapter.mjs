// Installs what the adapter for Chat SDK needs, and builds it: node tools/adapter.mjs. With --pack, packs it and the library beside
// the clone: npm run pack:adapter.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { adapter, install, root } from './installed.mjs';

install(adapter);
await build();
await build({ only: adapter });
if (process.argv.includes('--pack')) {
  const args = ['pack', './packages/synochat', `./${adapter}`, '--pack-destination', join(root, '..')];
  process.exitCode = spawnSync('npm', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status;
}
