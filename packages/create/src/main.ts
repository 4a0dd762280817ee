#!/usr/bin/env node
import {
  commonExitCodes,
  harmlessLines,
  Interrupted,
  readArguments,
  readVersion,
  UsageError,
} from '@synochat/command-line';
import { createAsk } from './ask.ts';
import { isChoice, kinds, type Project, runtimes } from './choices.ts';
import { filesOf } from './files.ts';
import { help, flags as table } from './flags.ts';
import { checkFolder, packageName, writeFiles } from './folder.ts';
import { findPackages } from './packages.ts';
import { hosts } from './runtimes.ts';

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`create-synochat: ${harmlessLines(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = exitCodeOf(error);
}

async function main(args: readonly string[]): Promise<void> {
  const { flags, words } = readArguments(args, table, { command: 'create-synochat', words: '[FOLDER]', count: [0, 1] });
  if (flags.help) return void process.stdout.write(help);
  if (flags.version) return void process.stdout.write(`${readVersion(import.meta.url)}\n`);
  const [named] = words;
  if (named !== undefined) checkFolder(named);
  const packages = findPackages(import.meta.url, flags.tarballs);
  const { folder, runtime, kind } = await complete(named, flags.runtime, flags.kind);
  checkFolder(folder);
  writeFiles(folder, filesOf({ name: packageName(folder), runtime, kind, packages }));
  const { title, needs } = hosts[runtime];
  process.stdout.write(`${harmlessLines(`Created ${folder} for ${title}. You need ${needs}. Next:`)}

  cd ${harmlessLines(quoted(folder))}
  npm install
  npm run dev
`);
}

/** Returns all answers, and asks for the missing answers. Throws a `UsageError` if there is no terminal to ask. */
async function complete(named: string | undefined, runtime: string | undefined, kind: string | undefined) {
  const isComplete = named !== undefined && runtime !== undefined && kind !== undefined;
  if (!isComplete && !process.stdin.isTTY)
    throw new UsageError(
      'There is no terminal to ask questions: pass FOLDER, --runtime and --kind (see create-synochat --help)',
    );
  const ask = createAsk(process.stdin, process.stdout);
  try {
    return {
      folder: named ?? (await ask.text('Folder', 'my-chat-app')),
      runtime: isChosen(runtimes, runtime) ? runtime : await ask.choice('Runtime', runtimes),
      kind: isChosen(kinds, kind) ? kind : await ask.choice('Kind', kinds),
    } satisfies Pick<Project, 'runtime' | 'kind'> & { folder: string };
  } finally {
    ask.close();
  }
}

/** Returns the folder as a shell takes the folder. */
function quoted(folder: string): string {
  return /^[\w./~:\\-]+$/.test(folder) ? folder : `"${folder}"`;
}

function isChosen<Choice extends string>(choices: readonly Choice[], text: string | undefined): text is Choice {
  return text !== undefined && isChoice(choices, text);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return commonExitCodes.usage;
  return error instanceof Interrupted ? commonExitCodes.interrupted : commonExitCodes.failed;
}
