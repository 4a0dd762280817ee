#!/usr/bin/env node
// This file parses on Node 20. Everything else is imported only if Node has a database.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 13)) {
  const { run } = await import('./program.ts');
  await run(process.argv.slice(2));
} else {
  process.stderr.write(
    `synochat-relay: Node ${process.versions.node} is too old: install Node 22.13 or newer, which has the database of the relay.\n`,
  );
  process.exitCode = 1;
}

export {};
