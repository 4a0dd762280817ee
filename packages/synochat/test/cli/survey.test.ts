import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProfile, type Profile } from '../../cli/survey/profile.ts';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { codeToRun } from '../pages/blocks.ts';
import { environment, type Nas, program, run, startNas } from './command.ts';

const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
let nas: Nas;
beforeAll(async () => {
  nas = await startNas({ fileTimeout: 1000, hookTimeout: 4000, rateInterval: 300 });
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

const readFile = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Profile;
async function typed(args: readonly string[], input: string) {
  const port = String(await freePort());
  return run(['survey', '--port', port, '--to', 'ada', ...args], { env: nas.env, input });
}

/** Answers the questions of the command as the owner of the NAS, who sees the simulator. */
async function surveyAsOwner(out: string): Promise<string> {
  const port = await freePort();
  const { simulator } = nas;
  const url = `http://127.0.0.1:${port}`;
  simulator.addOutgoing({ channel: 'general', url: `${url}/outgoing` });
  simulator.addOutgoing({ triggerWords: ['survey'], url: `${url}/trigger` });
  simulator.addSlash({ command: 'survey', url: `${url}/slash` });
  const bot = simulator.addBot({ name: 'listener', url: `${url}/bot` });
  const env = environment({ ...nas.env, SYNOCHAT_BOT: bot.url });
  const child = spawn(process.execPath, [program, 'survey', '--port', String(port), '--to', 'ada', '--out', out], {
    env,
  });
  let [all, handled] = ['', 0];
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all += text;
    const rest = all.slice(handled);
    const answer = answerTo(rest);
    if (answer === undefined) return;
    handled = all.length;
    // A person sees the line in Chat before pressing Enter. Some experiments leave Chat without an answer.
    void Promise.race([answer, pause(1000, '')]).then((typedLine) => child.stdin.write(`${typedLine}\n`));
  });
  const answerTo = (text: string): string | Promise<string> | undefined => {
    const [, place, line] =
      /Write this line (in the channel|to the bot), exactly:\n\n(.*)\n\nThen press Enter here.*\n/.exec(text) ?? [];
    if (line !== undefined) {
      return simulator.say('ada', place === 'to the bot' ? '@listener' : 'general', line).then(() => '');
    }
    const [, press] = /Press the button "survey" (in the \w+)[^]*Then press Enter here.*\n/.exec(text) ?? [];
    if (press !== undefined) {
      const post = simulator
        .posts(press === 'in the channel' ? 'general' : '@listener')
        .findLast(({ attachments }) => attachments.length > 0);
      return post ? simulator.press('ada', post, 'survey').then(() => '') : '';
    }
    if (/notice .* below .* \[y\/n/.test(text)) return text.includes('below "surveyor') ? 'y' : 'n';
    if (/May .* get one post/.test(text)) return 'y';
    if (text.includes('Go on? [y/N]\n')) return 'y';
    if (text.includes('[y/n, s: skip]\n')) return 'n';
    if (text.includes('Number (Enter: skip)\n')) return '1';
    return /(Enter: unknown\)|\[Y\/n\])\n/.test(text) ? '' : undefined;
  };
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, all).toBe(0);
  return all;
}

describe('synochat survey', () => {
  it('with --quick asks once, measures, shows the results and writes a profile that only the user can read', async () => {
    const path = join(scratch, 'quick.json');
    // The line of the guide.
    const shown = codeToRun('survey-quick').trim().split(' ').slice(2);
    const { code, out, err } = await typed([...shown, '--out', path], 'y\n\n');

    expect(code, err).toBe(0);
    expect(err).toContain('Use a private channel with nobody else in it');
    expect(out).toMatch(/Chat allows a post every 0\.\d+ (?:to 0\.\d+ )?s \(411 up to \d+ ms, none from \d+ ms\)/);
    expect(out).toContain('2000 letters are accepted, 2001 are refused');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { switches, answers } = readFile(path);
    expect(switches).toMatchObject({
      maxTextLength: 2000,
      lengthUnit: 'codepoint',
      maxFileBytes: 33_554_432,
      jsonBody: 'reject',
    });
    const [low = 0, high = 0] = answers['10.3']?.range ?? [];
    expect(low).toBeLessThanOrEqual(300);
    expect(high).toBeGreaterThanOrEqual(300);
    for (const token of nas.tokens) expect(out + err + readFileSync(path, 'utf8')).not.toContain(token);

    const again = await typed(['--quick', '--out', path], 'y\n');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('holds everything that --quick measures')]);

    const checked = await run(['survey', '--check', path]);
    expect(checked.out).toContain('and the library waits 505 ms');
    expect(checked.code).toBe(0);
  });

  it('without --quick asks for lines and presses, and keeps their requests without names', async () => {
    const path = process.env['PROFILE'] ?? join(scratch, 'whole.json');
    const err = await surveyAsOwner(path);
    const profile = readFile(path);

    expect(profile.switches).toMatchObject({
      ...{ hookFormat: 'form', spaceEncoding: 'percent', emptyTrigger: 'firstWord', triggerMatch: 'word', retries: 0 },
      ...{ failureNotice: 'all', strictAck: false, minimalSlash: false, slashToBot: 'deliver', replyCounts: false },
      ...{ webhookUserIdOffset: 0, buttonPostIdType: 'string', multiUser: 'reject' },
    });
    expect(profile.hooks.outgoing.length).toBeGreaterThanOrEqual(5);
    for (const kind of ['slash', 'bot', 'press'] as const) expect(profile.hooks[kind].length, kind).toBeGreaterThan(0);
    expect(readFileSync(path, 'utf8')).not.toMatch(/ada|general|listener|127\.0\.0\.1/);
    expect(profile.progress).toBeUndefined();
    expect(err).toContain('Keep this as');
  });

  it('sends nothing without a yes, and nothing with --dry-run', async () => {
    const before = nas.simulator.exchanges().length;
    const refused = await typed(['--quick', '--out', join(scratch, 'no.json')], 'n\n');
    const complete = join(scratch, 'complete.json');
    const { progress: _, ...profile } = createProfile('test', '2026-11');
    writeFileSync(complete, JSON.stringify(profile));
    const planned = await typed(['--dry-run', '--out', complete], '');

    expect(refused.err).toContain('No message was posted.');
    expect(planned.out).toMatch(/E4 +the pause between posts/);
    expect([refused.code, planned.code]).toEqual([0, 0]);
    expect(nas.simulator.exchanges()).toHaveLength(before);
  });

  it('stores the answers after Ctrl+C, and continues from there', async () => {
    const path = join(scratch, 'interrupted.json');
    const port = String(await freePort());
    const args = [program, 'survey', '--quick', '--to', 'ada', '--port', port, '--out', path];
    const child = spawn(process.execPath, args, { env: environment(nas.env) });
    let err = '';
    child.stdin.write('y\n');
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (text.includes('the longest text')) child.kill('SIGINT');
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    expect(err).toContain('The same command goes on from there');
    const done = readFile(path).progress?.done;
    expect(done).toContain('E4');

    const again = await typed(['--quick', '--out', path], 'y\n\n');
    expect(again.err).toContain(`Going on from ${path}: ${done?.length} experiments are done.`);
    expect(again.err).not.toContain('the pause between posts …');
    expect(again.code).toBe(0);
    expect(readFile(path).switches).toMatchObject({ maxTextLength: 2000, fileOrder: 'checks' });
  });

  it('stops with a sentence if the NAS is off or refuses the token, and continues after that', async () => {
    const path = join(scratch, 'off.json');
    const surveyed = async (webhook: string | undefined, input: string) =>
      run(['survey', '--quick', '--port', '0', '--to', 'ada', '--out', path], {
        env: { ...nas.env, ...(webhook === undefined ? {} : { SYNOCHAT_WEBHOOK: webhook }) },
        input,
      });
    const { SYNOCHAT_WEBHOOK: usual = '' } = nas.env;
    const refused = await surveyed(usual.replace(/%22\w{4}/, '%22wrong'), 'y\n');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('copy the URL from Chat again')]);
    expect(refused.out).toBe('');

    const off = new URL(usual);
    off.port = String(await freePort());
    rmSync(path, { force: true });
    const silent = await surveyed(off.href, 'y\n');
    expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('Chat does not answer: check the address')]);
    expect(existsSync(path)).toBe(false);

    const profile = { ...createProfile('test', '2026-11'), progress: { done: ['E1', 'E2', 'E4', 'E6'], facts: {} } };
    writeFileSync(path, JSON.stringify(profile));
    const later = await surveyed(off.href, 'y\n');
    expect([later.code, later.err]).toEqual([1, expect.stringContaining('holds what is known')]);
    expect(readFile(path).progress?.done).toEqual(['E1', 'E2', 'E4', 'E6']);
  });

  it('is refused when a second survey writes to the same file, whose content stays', async () => {
    const path = join(scratch, 'both.json');
    const args = [program, 'survey', '--quick', '--to', 'ada', '--port', '0', '--out', path];
    const child = spawn(process.execPath, args, { env: environment(nas.env) });
    let err = '';
    const other = JSON.stringify(createProfile('the other survey', '2026-11'));
    child.stdin.write('y\n');
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (text.includes('the pause between posts')) writeFileSync(path, other);
    });

    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
    expect(err).toContain(`Another program writes to ${path}, perhaps a second survey`);
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  it.each<[string, (profile: Profile) => object]>([
    ['progress that is a number', (profile) => ({ ...profile, progress: 5 })],
    ['experiments that are no list', (profile) => ({ ...profile, progress: { done: 'E1', facts: {} } })],
    ['no facts', (profile) => ({ ...profile, progress: { done: [] } })],
    ['times that are no list', (profile) => ({ ...profile, progress: { done: [], facts: { rtts: 5 } } })],
    ['a pause that is no range', (profile) => ({ ...profile, progress: { done: [], facts: { pause: 'a' } } })],
    ['hooks that are no list', (profile) => ({ ...profile, hooks: { ...profile.hooks, bot: 'x' } })],
    ['codes of a terminal', (profile) => ({ ...profile, switches: { lengthUnit: '\u001b[2J\n  ok' } })],
    [
      'a range of wrong order',
      (profile) => ({ ...profile, answers: { '10.3': { says: '', how: '', range: [9, 1] } } }),
    ],
  ])('neither goes on from nor checks a file with %s', async (_, change) => {
    const path = join(scratch, 'foreign.json');
    writeFileSync(path, JSON.stringify(change(createProfile('test', '2026-11'))));
    for (const args of [
      ['--quick', '--out', path],
      ['--check', path],
    ]) {
      const { code, err } = await typed(args, 'y\n');
      expect([code, err]).toEqual([2, expect.stringContaining('is no profile of synochat survey')]);
    }
  });

  it.each([
    [{ maxTextLength: 2000, lengthUnit: 'codepoint' }, 'ok       A text may have 2000 letters, and'],
    [{ maxTextLength: 8000, lengthUnit: 'byte' }, 'ok       A text may have 8000 bytes, and'],
    [{ maxTextLength: 3000, lengthUnit: 'byte' }, 'pass maxText: 750 for such texts'],
    [{ maxTextLength: 2000, lengthUnit: 'utf16', tooLong: 'truncate' }, 'Chat cuts the rest: pass maxText: 1000 for'],
    [{ maxTextLength: 3 }, 'problem  A text may have 3 letters, but'],
    [{ maxTextLength: 2000, lengthUnit: 'constructor' }, 'ok       A text may have 2000 letters, and'],
  ])('--check counts the unit of %j', async (switches, sentence) => {
    const path = join(scratch, 'unit.json');
    // Editors of Windows write a byte order mark.
    writeFileSync(path, `\ufeff${JSON.stringify({ ...createProfile('test', '2026-11'), switches })}`);
    expect((await run(['survey', '--check', path])).out).toContain(sentence);
  });

  it.each([
    ['a file that is no profile', '{"a":1}', 2, 'is no profile of synochat survey'],
    ['no file', undefined, 2, 'There is no profile'],
    [
      'a NAS on which a default fails',
      JSON.stringify({
        profile: 1,
        made: '2026-11',
        by: 'x',
        nas: {},
        switches: { maxTextLength: 900 },
        answers: {},
        unobserved: {},
        codes: [],
        hooks: {},
        noise: { calls: 1, visible: 1 },
      }),
      1,
      'pass maxText: 900',
    ],
  ])('--check ends for %s with a sentence', async (_, content, code, sentence) => {
    const path = join(scratch, `check-${code}-${sentence.length}.json`);
    if (content !== undefined) writeFileSync(path, content);
    const result = await run(['survey', '--check', path]);

    expect(result.out + result.err).toContain(sentence);
    expect(result.code).toBe(code);
  });
});
