// Checks the types of all programs: npm run typecheck. Each remembers what it checked, in node_modules/.cache.
import { spawn } from 'node:child_process';
import { install, root } from './installed.mjs';

const programs = [
  'packages/synochat',
  'packages/synochat/src/tls',
  'packages/simulator',
  'packages/simulator/src/page/client',
  'packages/relay',
];

/** Resolves with the text of all mistakes, and rejects never. */
export async function typecheck() {
  // The program of all tests and tools takes about as long as the others together.
  const others = async () => {
    let mistakes = '';
    for (const program of programs) mistakes += await check(program);
    return mistakes;
  };
  return (await Promise.all([check('.'), others()])).join('');
}

async function check(program) {
  const memory = `node_modules/.cache/tsc/${program.replaceAll(/[./]+/g, '-')}.tsbuildinfo`;
  const args = ['node_modules/typescript/bin/tsc', '-p', program, '--incremental', '--tsBuildInfoFile', memory];
  const child = spawn(process.execPath, [...args, '--pretty'], { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const status = await new Promise((resolve) => child.once('close', resolve));
  return status === 0 ? '' : `tsc -p ${program}\n${output}`;
}

if (process.argv[1] === import.meta.filename) {
  install('tools');
  const mistakes = await typecheck();
  process.stdout.write(mistakes);
  process.exitCode = mistakes === '' ? 0 : 1;
}
