import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { codeToRun } from '../../synochat/test/pages/blocks.ts';
import { createAsk } from '../src/ask.ts';
import { appFile, runtimes } from '../src/choices.ts';
import { combinations } from './combinations.ts';
import { at, create, run } from './command.ts';

const scratch = mkdtempSync(join(tmpdir(), 'create-synochat-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const tarballs = join(scratch, 'tarballs');
mkdirSync(tarballs);
for (const name of ['synochat', 'synochat-simulator']) writeFileSync(join(tarballs, `${name}-0.1.0.tgz`), '');

// Once: a copy while a process reads the file would end the process without an output.
const home = join(scratch, 'installed/node_modules/create-synochat');
for (const path of ['dist', 'package.json'])
  cpSync(join(at('packages/create'), path), join(home, path), { recursive: true });

/** Runs the command as npm installs the package. */
const createInstalled = (...args: string[]) => run(join(home, 'dist/index.js'), ...args);

describe('create-synochat', () => {
  it('creates each combination in at most six files, and programs without a type error', async () => {
    symlinkSync(at('node_modules'), join(scratch, 'node_modules'));
    const folders = await Promise.all(
      combinations.map(async ([runtime, kind]) => {
        const folder = join(scratch, `${runtime}-${kind}`);
        const { code, out, err } = await createInstalled('--runtime', runtime, '--kind', kind, folder);
        expect([code, err]).toEqual([0, '']);
        expect(out).toContain(`cd ${folder}\n`);
        expect(readdirSync(folder).length).toBeLessThanOrEqual(6);
        expect(readdirSync(folder).includes('wrangler.jsonc')).toBe(runtime === 'workers');
        expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
          name: `${runtime}-${kind}`,
          private: true,
          type: 'module',
          dependencies: { synochat: '^0.1.0' },
        });
        return join(folder, appFile(runtime));
      }),
    );
    expect(mistakesIn(folders)).toEqual([]);
  });

  it.each([
    ['a folder with a file', 'full', 'is not empty: name a new folder. Nothing was written.'],
    ['a file', 'full/note.txt', 'is a file: name a new folder.'],
  ])('refuses %s, and writes nothing', async (_, name, sentence) => {
    mkdirSync(join(scratch, 'full'), { recursive: true });
    writeFileSync(join(scratch, 'full/note.txt'), 'mine');
    const { code, out, err } = await createInstalled('--runtime', 'node', '--kind', 'bot', join(scratch, name));
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(`create-synochat: ${join(scratch, name)} ${sentence}\n`);
    expect(readdirSync(join(scratch, 'full'))).toEqual(['note.txt']);
  });

  it('fills an empty folder, and names the package after the folder as npm and wrangler accept', async () => {
    for (const [name, expected] of [
      ['My Bot!', 'my-bot'],
      ['synochat', 'synochat-app'],
      ['日本', 'chat-app'],
    ] as const) {
      const folder = join(scratch, name);
      mkdirSync(folder);
      const { code } = await createInstalled('--runtime', 'workers', '--kind', 'slash', folder);
      expect(code).toBe(0);
      for (const file of ['package.json', 'wrangler.jsonc'])
        expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject({ name: expected });
    }
  });

  it.each([
    [['x', '--runtime', 'php', '--kind', 'bot'], '--runtime must be one of node, bun, deno, workers'],
    [['x', '--runtime', 'node', '--kind', 'incoming'], '--kind must be one of slash, webhook, bot'],
    [
      ['x', '--runtime', 'node', '--kind', 'bot'],
      'The packages of a clone are not on npm: make their files by npm pack',
    ],
    [
      ['x', '--runtime', 'node', '--tarballs', tarballs],
      'There is no terminal to ask questions: pass FOLDER, --runtime and --kind',
    ],
    [['x', 'y'], 'Leave out all words but [FOLDER]'],
    [['x', '--tarballs', '/nowhere/at/all'], '--tarballs: /nowhere/at/all is not a folder that can be read.'],
    [['x', '--tarballs', at('packages')], `--tarballs: ${at('packages')} holds no synochat-….tgz`],
  ])('says in one line what is wrong with %j', async (args, sentence) => {
    const { code, out, err } = await create(...args);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    expect(err).toContain(`create-synochat: ${sentence}`);
  });

  it('creates a program by the flags that its README shows', async () => {
    const [name, ...words] = codeToRun('create-flags').trim().split(' ');
    expect(name).toBe('create-synochat');
    const { code } = await createInstalled(
      ...words.map((word) => (word === 'my-chat-app' ? join(scratch, word) : word)),
    );
    expect(code).toBe(0);
    expect(readdirSync(join(scratch, 'my-chat-app'))).toContain('package.json');
  });

  it('packs and creates in a clone by the lines that its README shows', () => {
    // The first line installs and builds the clone.
    const [, ...lines] = codeToRun('create-clone').trim().split('\n');
    const packed = join(scratch, 'packed');
    mkdirSync(packed);
    const script = `${lines.join('\n')} --runtime node --kind slash`
      .replaceAll('packed', packed)
      .replace('../my-chat-app', join(scratch, 'from-clone'));
    execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
      cwd: at(''),
      env: { ...process.env, npm_config_ignore_scripts: 'true' },
      stdio: 'pipe',
    });
    expect(readdirSync(packed).sort()).toEqual(['synochat-0.1.0.tgz', 'synochat-simulator-0.1.0.tgz']);
    expect(readdirSync(join(scratch, 'from-clone'))).toContain('package.json');
  });

  it('prints the version and the help', async () => {
    expect(await create('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    expect((await create('--help')).out).toContain('Usage: create-synochat [FOLDER] [flags]');
  });
});

describe('a question', () => {
  it('takes a choice, the first choice for an empty line, and asks again after any other line', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const ask = createAsk(input, output);
    const answers = [ask.choice('Runtime', runtimes)];
    input.write('php\n');
    await expect.poll(() => String(output.read() ?? '')).toContain('Answer with one of node, bun, deno, workers.');
    input.write('bun\n');
    expect(await answers[0]).toBe('bun');
    const next = ask.choice('Runtime', runtimes);
    input.write('\n');
    expect(await next).toBe('node');
    ask.close();
  });

  it('ends with a sentence if the input ends', async () => {
    const input = new PassThrough();
    const ask = createAsk(input, new PassThrough());
    const answer = ask.text('Folder', 'my-chat-app');
    input.end();
    await expect(answer).rejects.toThrow('The questions were not answered: nothing was created.');
  });
});

/** Returns the type errors of the programs, as the strictest settings find them. */
function mistakesIn(paths: readonly string[]): string[] {
  const { config } = ts.readConfigFile(at('tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, at('.'));
  const globals = join(scratch, 'globals.d.ts');
  writeFileSync(
    globals,
    'declare const Deno: { serve(options: object, handler: (req: Request) => Promise<Response>): void };',
  );
  const program = ts.createProgram([...paths, globals], {
    ...options,
    ...{ allowJs: true, checkJs: true, typeRoots: [at('node_modules/@types')], exactOptionalPropertyTypes: false },
    // The index signature of process.env is read by a pattern, as users read it.
    noPropertyAccessFromIndexSignature: false,
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
