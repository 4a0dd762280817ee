#!/usr/bin/env node
// This file parses on Node 20. All other files are imported only if there is a database.
import { isBuiltin } from 'node:module';

if (isBuiltin('node:sqlite')) {
  const { run } = await import('./program.ts');
  await run(process.argv.slice(2));
} else {
  process.stderr.write(
    `synochat-relay: Node ${process.versions.node} has no database for the messages: install Node 24, or at least Node 22.13.\n`,
  );
  process.exitCode = 1;
}
