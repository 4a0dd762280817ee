import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { tokensIn } from '../portable/sample-tokens.ts';

const leaks = globalThis.printedTokens ?? expect.fail('no one watches');
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** As a simulator gives it. */
const random = Array.from(crypto.getRandomValues(new Uint8Array(61)), (byte) => letters[byte % 62])
  .join('')
  .concat('aB1');
const sample = 'NoTa0Bb1Cc2Dd3';

describe('the watch over what is printed', () => {
  it.each(['log', 'error'])('finds a token that a child process writes by console.%s, in two pieces', async (level) => {
    const stream = level === 'log' ? 'stdout' : 'stderr';
    const program = `process.${stream}.write(process.argv[1].slice(0, 20)); setTimeout(() => console.${level}(process.argv[1].slice(20)), 200)`;
    const child = spawn(process.execPath, ['--eval', program, random]);
    let printed = '';
    child[stream].on('data', (chunk) => (printed += String(chunk)));
    await once(child, 'close');

    expect(printed.trim()).toBe(random);
    expect(leaks.splice(0)).toEqual([expect.stringContaining(random)]);
  });

  it.each<[string, unknown[]]>([
    ['a line', [`see ${sample}`]],
    ['an argument', ['see', random]],
    ['the cause of an error', [new Error('x', { cause: new Error(sample) })]],
    ['a member', [{ a: { b: { c: { d: { e: random } } } } }]],
  ])('finds a token in %s of console.debug', (_, args) => {
    console.debug(...args);

    expect(leaks.splice(0).map((text) => tokensIn(text).length > 0)).toEqual([true]);
  });

  it.each(['a'.repeat(64), '0123456789abcdef'.repeat(4), `${random}=`, `${random}a`])(
    'takes %s for something else',
    (text) => {
      console.debug(text);

      expect(leaks.splice(0)).toEqual([]);
    },
  );
});

describe('a scratch folder', () => {
  it('cannot be cleaned up without a word while a file in it holds a sample token', () => {
    const { scratch, cleanUp } = scratchFolder();
    mkdirSync(join(scratch, 'state'));
    writeFileSync(join(scratch, 'state', 'log'), `token=${sample}`);

    expect(cleanUp).toThrow('state/log');
    expect(existsSync(scratch)).toBe(false);
  });

  it('may hold the files that a test puts there with a token', () => {
    const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
    writeFileSync(join(scratch, 'synochat.json'), sample);

    expect(cleanUp).not.toThrow();
  });
});
