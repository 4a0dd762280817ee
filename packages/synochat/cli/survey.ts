import { rmSync } from 'node:fs';
import { Interrupted, readPort, readVersion, UsageError } from '@synochat/command-line';
import { type CheckedAddress, checkAddress, findAddress } from './address.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { defaultPort } from './listen.ts';
import { readNetwork } from './network.ts';
import { ownAddresses, reachableAt } from './own-addresses.ts';
import { closeServer, listenOn } from './server.ts';
import { createSleepSignal } from './survey/asleep.ts';
import { Stopped } from './survey/caps.ts';
import type { Experiment } from './survey/experiment.ts';
import { experiments } from './survey/experiments.ts';
import { firstScreen } from './survey/first-screen.ts';
import { createProfile, type Profile } from './survey/profile.ts';
import { checkDefaults } from './survey/profile-check.ts';
import { createProfileWriter, profileText, readProfile } from './survey/profile-file.ts';
import { resultLines } from './survey/result-lines.ts';
import { isTellingPlace, runSurvey } from './survey/survey-run.ts';
import { createSurveyServer } from './survey/survey-server.ts';
import type { SurveyWorld } from './survey/survey-world.ts';
import { createTerminalPerson, openTerminal, type Terminal } from './survey/terminal-person.ts';
import { leadsToItself } from './where-to-enter.ts';

/** Learns from a NAS what nobody knows about Chat, and writes a profile. */
export async function survey(context: Context): Promise<ExitCode> {
  const { flags, output, settings, signal, stdin } = context;
  if (flags.check !== undefined) return checkProfile(flags.check, context);
  if (flags['dry-run']) return printPlan(context);
  const webhook = findAddress('webhook', settings, output);
  const botSetting = settings.read('bot');
  const bot = botSetting && checkAddress('bot', botSetting, output);
  const path = flags.out ?? 'nas.json';
  const write = createProfileWriter(path);
  const profile =
    readUnfinished(path, context) ?? createProfile(`synochat ${readVersion(import.meta.url)}`, thisMonth());

  const network = await readNetwork(flags, settings, signal);
  const { server, listen } = createSurveyServer(() => performance.now());
  const port = await listenOn(server, readPort(flags.port ?? defaultPort), flags.host);
  const asleep = createSleepSignal();
  const stop = AbortSignal.any([signal, asleep.signal]);
  const terminal = openTerminal(stdin, output, stop);
  try {
    const listenUrl = addressOfEars(webhook, port, context);
    output.note(firstScreen({ listenUrl, hasBot: bot !== undefined, isQuick: flags.quick === true }));
    const answer = await terminal.ask('Go on? [y/N]');
    if (!/^y(es)?$/i.test(answer)) {
      output.note('No message was posted.');
      return exitCodes.done;
    }
    const names = new Set(flags.to);
    if (!flags.quick) await askVersion(profile, terminal);
    const places = [webhook, bot, { url: listenUrl }].flatMap((each) => (each ? secretsOf(each) : []));
    const textOf = () => profileText(profile, { places: [...places, ...ownAddresses()].filter(isTellingPlace), names });
    const save = () => {
      write(textOf());
    };
    const send = (network.fetch ?? globalThis.fetch) as SurveyWorld['fetch'];
    const world = {
      fetch: send,
      now: () => performance.now(),
      sleep: pause,
      ...{ listenUrl, listen, signal: stop },
      person: flags.quick ? undefined : createTerminalPerson(terminal),
    };
    try {
      await runSurvey(world, profile, {
        ...{ webhook: webhook.url, bot: bot?.url, to: flags.to?.[0], names },
        onProgress: (done, all, title) => {
          const line = `${done + 1}/${all}  ${title} …`;
          if (title !== '') (output.watched ? output.progress : output.note)(line);
        },
        onChange: save,
      });
      const { done } = profile.progress ?? {};
      if (done && plannedFor(flags.quick).some(({ id }) => !done.includes(id)))
        throw new Stopped('The survey stopped after 30 minutes');
    } catch (error) {
      if (!(error instanceof Interrupted || error instanceof Stopped)) throw error;
      if (error instanceof Stopped && profile.progress?.done.length === 0) throw error;
      save();
      const cause = error instanceof Stopped ? `${error.message}.\n` : 'Interrupted: ';
      output.problem(`${cause}${path} holds what is known.\nThe same command goes on from there.`);
      return error instanceof Stopped ? exitCodes.failed : exitCodes.interrupted;
    }
    save();
    return await finish(path, textOf(), terminal, context);
  } finally {
    asleep.end();
    terminal.close();
    closeServer(server);
  }
}

/** Asks for the version of Chat, which no call tells. */
async function askVersion({ nas }: Profile, { ask }: Terminal): Promise<void> {
  if (nas.chat !== undefined) return;
  const chat = /^[\d.-]{1,20}$/.exec(
    await ask('The version of Chat, from the Package Center, such as 2.4.5-22148 (Enter: unknown)'),
  );
  if (chat) Object.assign(nas, { chat: chat[0], typed: true });
}

/** Shows the results and the file, and asks whether to keep the file. */
async function finish(path: string, text: string, { ask }: Terminal, { output }: Context): Promise<ExitCode> {
  const profile = JSON.parse(text) as Profile;
  // The results come last, because the file is longer than a screen.
  output.note(text);
  for (const line of resultLines(profile)) output.line(line);
  output.data({ ok: true, path, profile });
  const answer = await ask(`Keep this as ${path}? It holds no token, host or name. [Y/n]`).catch(() => '');
  if (/^n(o)?$/i.test(answer)) {
    rmSync(path, { force: true });
    output.note('Deleted.');
    return exitCodes.done;
  }
  output.note(
    `Saved in ${path}, and sent to nobody.
Please attach the file to an issue, with the form "A profile of a NAS".`,
  );
  if (profile.progress) output.note('Without --quick, the same command measures the rest, with your help.');
  return exitCodes.done;
}

/** Prints the defaults of the library that would fail on the NAS of a profile. */
function checkProfile(path: string, { output }: Context): ExitCode {
  const profile = readProfile(path);
  if (!profile) throw new UsageError(`There is no profile ${path}: pass the file that synochat survey wrote`);
  const checks = checkDefaults(profile);
  for (const { result, text } of checks) output.line(`${result.padEnd(9)}${text}`);
  const isFailing = checks.some(({ result }) => result === 'problem');
  output.data({ ok: !isFailing, checks });
  return isFailing ? exitCodes.failed : exitCodes.done;
}

function plannedFor(isQuick: boolean | undefined): readonly Experiment[] {
  return experiments.filter(({ isHuman }) => !isHuman || !isQuick);
}

function readUnfinished(path: string, { flags, output }: Context): Profile | undefined {
  const profile = readProfile(path);
  if (profile && !profile.progress)
    throw new UsageError(`${path} is complete: choose another file with --out, or delete it`);
  const done = profile?.progress?.done ?? [];
  if (profile && flags.quick && plannedFor(true).every(({ id }) => done.includes(id)))
    throw new UsageError(
      `${path} holds everything that --quick measures: leave out --quick, choose another file with --out, or delete it`,
    );
  if (profile) output.note(`Going on from ${path}: ${done.length} experiments are done.`);
  return profile;
}

function printPlan({ flags, output }: Context): ExitCode {
  const planned = plannedFor(flags.quick);
  for (const { id, title, isHuman } of planned) output.line(`${id.padEnd(5)}${title}${isHuman ? '  (asks you)' : ''}`);
  output.data({ ok: true, experiments: planned.map(({ id, title, isHuman = false }) => ({ id, title, isHuman })) });
  output.note('No message was posted.');
  return exitCodes.done;
}

/** Returns the address at which the NAS reaches this machine, without a slash at the end. */
function addressOfEars({ url }: CheckedAddress, port: number, { flags, settings }: Context): string {
  const base = flags['listen-url'] ?? settings.read('base-url')?.value;
  const isHere = leadsToItself(url) && base === undefined;
  const [address = ''] = isHere ? [`http://127.0.0.1:${port}/`] : reachableAt(base, flags.host, port);
  if (!/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : ''))
    throw new UsageError('--listen-url must be an address of this machine, such as http://192.168.1.20:8080');
  return address.replace(/\/+$/, '');
}

function secretsOf({ url, parts }: { url: string; parts?: CheckedAddress['parts'] }): string[] {
  const { hostname, host } = new URL(url);
  return [hostname, host, ...(parts ? [parts.token] : [])];
}

function thisMonth(): string {
  return new Date().toISOString().slice(0, 7);
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end);
  });
}
