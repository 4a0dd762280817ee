import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { verifyToken } from 'synochat';
import { describe, expect, it } from 'vitest';

const witness = globalThis.witness ?? expect.fail('nobody watches');

describe('the watch for secrets', () => {
  it.each(['log', 'error'])('finds one that a child process writes by console.%s, in two pieces', async (level) => {
    const secret = `Secret${crypto.randomUUID().replaceAll('-', '')}`;
    verifyToken('', secret);
    const stream = level === 'log' ? 'stdout' : 'stderr';
    const program = `process.${stream}.write(process.argv[1].slice(0, 20)); setTimeout(() => console.${level}(process.argv[1].slice(20)), 200)`;
    const child = spawn(process.execPath, ['--eval', program, secret]);
    let printed = '';
    child[stream].on('data', (chunk) => (printed += String(chunk)));
    await once(child, 'close');
    expect(printed.trim()).toBe(secret);
    expect((await witness.leaks()).map((leak) => leak.includes(`${secret} in lines`))).toEqual([true]);
  });
});
