import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPort } from '@synochat/command-line';
import type { Context } from './context.ts';
import { titleOf } from './event-lines.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type Finding, findingsExitCode, isProblem, showFinding } from './findings.ts';
import { type Arrival, createHookServer } from './hook-server.ts';
import { judgeHookUrl } from './hook-url.ts';
import { defaultPort, readToken, tlsProblem } from './listen.ts';
import { readTimeout } from './network.ts';
import { ownAddresses, reachableAt, urlAt } from './own-addresses.ts';
import { closeServer, listenOn } from './server.ts';
import { leadsToItself, noteUrls } from './where-to-enter.ts';

/** The largest number of findings about arrivals: any machine may connect, and often. */
const maxFindings = 20;

/** Waits for an event of Chat, and reports how far each attempt came or which cause stopped the event. */
export async function checkWayIn(context: Context): Promise<ExitCode> {
  const { words, flags, settings, output, signal } = context;
  const timeout = readTimeout({ timeout: flags.timeout ?? '120' });
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    showFinding(finding, output);
  };
  const state = { isOver: false };
  let finish: (arrived: boolean) => void = () => undefined;
  const arrival = new Promise<boolean>((resolve) => (finish = resolve));
  const server = createHookServer({
    token: readToken(context),
    onArrival(arrival) {
      const finding = judgeArrival(arrival);
      const isNew = findings.every(({ text }) => text !== finding.text);
      if (state.isOver || (arrival.kind !== 'event' && (!isNew || findings.length > maxFindings))) return;
      state.isOver = arrival.kind === 'event';
      add(finding);
    },
  });
  // Let Chat receive the answer before the program ends.
  server.on('request', (_, res: ServerResponse) => {
    for (const end of ['finish', 'close'])
      res.once(end, () => {
        if (state.isOver) finish(true);
      });
  });
  const port = await listenOn(server, readPort(flags.port ?? defaultPort), flags.host);
  try {
    const bound = urlAt((server.address() as AddressInfo).address, port);
    const isLocal = leadsToItself(bound);
    add(judgePort(new URL(bound).hostname, port, isLocal));
    const urls = reachableAt(settings.read('base-url')?.value, flags.host, port);
    const [hookUrl] = words;
    if (hookUrl !== undefined) add(await judgeHookUrl(hookUrl, { port, isLocal, bestUrl: urls[0] ?? '' }));
    noteUrls(urls, output);
    output.note(`Then write in Chat a text that calls this program, within ${timeout / 1000} s.`);
    // An event may have arrived while the answer is still being sent.
    const arrived = (await arrivesWithin(timeout, arrival, signal)) || state.isOver;
    state.isOver = true;
    if (!arrived) add(judgeSilence(findings, hookUrl, port, timeout));
    const code = arrived ? exitCodes.done : findingsExitCode(findings);
    output.data({ ok: arrived, findings });
    // With `--quiet` no finding has been printed.
    if (flags.quiet && !arrived) for (const { text } of findings.filter(isProblem)) output.problem(text);
    return code;
  } finally {
    closeServer(server);
  }
}

/** Returns whether an event arrives within `timeout` milliseconds. Throws the reason of the signal. */
async function arrivesWithin(timeout: number, arrival: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<boolean>((resolve, reject) => {
    timer = setTimeout(resolve, timeout, false);
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([arrival, end]);
  } finally {
    clearTimeout(timer);
  }
}

function judgePort(host: string, port: number, isLocal: boolean): Finding {
  const text = `This program listens on port ${port}`;
  if (!isLocal) return { check: 'port', result: 'ok', text };
  return {
    check: 'port',
    result: 'unsure',
    text: `${text} of ${host}, which only this machine reaches`,
    advice:
      'A NAS cannot reach it: --host must be an address of this machine in the network, unless this machine is the NAS or a proxy on this machine forwards to the port.',
  };
}

function judgeArrival(arrival: Arrival): Finding {
  const check = 'arrival';
  const from = ownAddresses().includes(arrival.from) ? `${arrival.from}, which is this machine,` : arrival.from;
  if (arrival.kind === 'silent')
    return { check, result: 'unsure', text: `From ${from} came a connection that said nothing` };
  if (arrival.kind === 'tls')
    return { check, result: 'problem', text: `From ${from} came TLS`, advice: `${tlsProblem}.` };
  if (arrival.kind === 'noise')
    return { check, result: 'unsure', text: `From ${from} came bytes that are neither http nor TLS` };
  if (arrival.kind === 'event')
    return { check, result: 'ok', text: `From ${from} came: ${titleOf(arrival.event)}, by ${arrival.event.user.name}` };
  const { code, message } = arrival.error;
  if (code === 'probe')
    return { check, result: 'ok', text: `From ${from} came a ${arrival.method}; Chat sends a POST with an event` };
  if (code === 'token_wrong') {
    const text = `From ${from} came an event with another token than the expected one`;
    return { check, result: 'problem', text, advice: 'Copy the token from Chat again: each integration has its own.' };
  }
  return { check, result: 'problem', text: `From ${from} came a ${arrival.method} that is no event: ${message}` };
}

function judgeSilence(
  findings: readonly Finding[],
  hookUrl: string | undefined,
  port: number,
  timeout: number,
): Finding {
  const isDoubtful = findings.some(({ check, result }) => check === 'entered' && result !== 'ok');
  const isLocal = findings.some(({ check, result }) => check === 'port' && result !== 'ok');
  const hasArrived = findings.some(({ check }) => check === 'arrival');
  const base = { check: 'arrival', result: 'later', text: `No event came within ${timeout / 1000} s` } as const;
  if (hasArrived) return { ...base, advice: `The way to port ${port} is open as far as shown above. ${whereToLook}` };
  if (isDoubtful) return { ...base, advice: `The likely cause stands above: the URL${isLocal ? ', or --host' : ''}.` };
  const firewall = `a firewall drops the call: allow TCP port ${port} from the NAS on this machine, and between the two.`;
  if (hookUrl !== undefined)
    return { ...base, advice: `The URL is as it should be. If Chat called, ${firewall}\n${whereToLook}` };
  const advice = `If Chat called, the cause is one of these (synochat doctor --listen 'URL', with the URL from Chat, tells which):
${isLocal ? '- this program listens where only this machine reaches it (--host)\n' : ''}- the URL says localhost or 127.0.0.1, which in Chat is the NAS itself
- the URL has another port than ${port}
- the URL says https:// at such a port
- ${firewall}
${whereToLook}`;
  return { ...base, advice };
}

const whereToLook = 'To see whether Chat called, open its log of integrations: each call has a line with the URL.';
