import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { type Finished, type Nas, run, start, startNas, textsIn } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
let state: string;
let count = 0;
beforeEach(async () => {
  nas = await startNas({ rateInterval: 450 });
  state = join(scratch, `state ${count++}`);
});
afterEach(() => nas.stop());
afterAll(cleanUp);

const numbers = Array.from({ length: 10 }, (_, n) => `message ${n}`);
const surroundings = () => ({ env: { ...nas.env, XDG_STATE_HOME: state } });
const sendAll = (): Promise<Finished[]> => Promise.all(numbers.map((text) => run(['send', text], surroundings())));
const folder = () => join(state, 'synochat');
const fileOf = (end: string) => join(folder(), readdirSync(folder()).find((name) => name.endsWith(end)) ?? '');

describe('ten commands at once on one machine', () => {
  it('all deliver their messages, one after another', async () => {
    const results = await sendAll();
    expect(results.map(({ code, err }) => [code, err])).toEqual(numbers.map(() => [0, '']));
    expect(textsIn(nas).sort()).toEqual(numbers);
    expect(readdirSync(folder()).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('all deliver their messages although a killed process still has a lock', async () => {
    await run(['send', 'first'], surroundings());
    writeFileSync(fileOf('.json').replace('.json', '.lock'), '');
    expect((await sendAll()).map(({ code }) => code)).toEqual(numbers.map(() => 0));
    expect(textsIn(nas)).toHaveLength(11);
  });
});

describe('the slot file of a webhook', () => {
  it('holds no token, and only its owner reads the file', async () => {
    await run(['send', 'x'], surroundings());
    const path = fileOf('.json');
    for (const token of nas.tokens) expect(path + readFileSync(path, 'utf8')).not.toContain(token);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(folder()).mode & 0o077).toBe(0);
  });

  it.each([
    ['is damaged', '{"next": 17'],
    ['holds another value', '[]'],
    ['holds a slot far away', JSON.stringify({ reservedAt: 0, next: 9e15 })],
    ['is of the time before the clock was set back', JSON.stringify({ reservedAt: 9e15, next: 9e15 + 505 })],
  ])('that %s delays no message', async (_, content) => {
    await run(['send', 'x'], surroundings());
    writeFileSync(fileOf('.json'), content);
    const sending = start(['send', 'y'], surroundings());
    await expect.poll(() => textsIn(nas), { timeout: 15_000 }).toContain('y');
    expect((await sending.finished).code).toBe(0);
  });

  it('is for one webhook: another does not wait', async () => {
    await run(['send', 'x'], surroundings());
    await run(['send', '--to', '1', 'x'], surroundings());
    expect(readdirSync(folder())).toHaveLength(2);
  });
});

describe('without a folder for the slots a message is sent', () => {
  it('if a file has its name', async () => {
    writeFileSync(state, '');
    expect(await run(['send', 'x'], surroundings())).toEqual({ code: 0, out: 'Delivered\n', err: '' });
  });

  it('if the folder cannot be written', async () => {
    mkdirSync(folder(), { recursive: true });
    chmodSync(folder(), 0o500);
    expect((await run(['send', 'x'], surroundings())).code).toBe(0);
  });

  it('if a folder lies where the lock belongs', async () => {
    await run(['send', 'x'], surroundings());
    mkdirSync(fileOf('.json').replace('.json', '.lock'));
    expect((await run(['send', 'x'], surroundings())).code).toBe(0);
  });

  it('if the user has no home', async () => {
    expect((await run(['send', 'x'], { env: nas.env })).code).toBe(0);
  });
});
