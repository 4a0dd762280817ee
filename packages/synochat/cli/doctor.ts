import { UsageError } from '@synochat/command-line';
import { type CheckedAddress, checkAddress } from './address.ts';
import { isBadPort } from './bad-ports.ts';
import { checkChat } from './chat-checks.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type Finding, findingsExitCode, isProblem, showFinding } from './findings.ts';
import { isSameName } from './name.ts';
import { readCa, readNetwork } from './network.ts';
import { findProxy } from './proxy.ts';
import { checkRoute, portIn } from './route.ts';
import { isNode } from './runtime.ts';
import type { AddressKind, Setting } from './setting.ts';
import { checkWayIn } from './way-in.ts';

/** Checks an address, or every address of the settings, and prints the findings. Posts nothing. */
export async function doctor(context: Context): Promise<ExitCode> {
  const { words, flags, settings, output } = context;
  if (flags.listen) return checkWayIn(context);
  const targets = chooseTargets(words[0], flags.via, settings);
  const findings: (Finding & { readonly of: AddressKind; readonly name?: string | undefined })[] = [];
  for (const { kind, name, setting } of targets) {
    output.line(output.style('bold', `The ${kind} ${name === undefined ? '' : `${name} `}(from ${setting.from})`));
    for await (const finding of examine(kind, setting, context)) {
      findings.push({ of: kind, name, ...finding });
      showFinding(finding, output);
    }
  }
  const code = findingsExitCode(findings);
  output.data({ ok: code === exitCodes.done, findings });
  if (code === exitCodes.done)
    output.line('Help us know your NAS: `synochat survey --quick` measures in a minute how Chat behaves.');
  // With `--quiet` no finding has been printed.
  if (flags.quiet) for (const { text } of findings.filter(isProblem)) output.problem(text);
  return code;
}

/** An address to check. */
interface CheckTarget {
  readonly kind: AddressKind;
  readonly name?: string | undefined;
  readonly setting: Setting;
}

function chooseTargets(
  url: string | undefined,
  via: string | undefined,
  settings: Context['settings'],
): readonly CheckTarget[] {
  if (url !== undefined) return [{ kind: kindOfUrl(url), setting: { value: url, from: 'the command line' } }];
  const targets = (['webhook', 'bot'] as const).flatMap((kind) => {
    const named = Array.from(settings.named(kind), ([name, setting]) => ({ kind, name, setting }));
    if (via !== undefined) return named.filter(({ name }) => isSameName(name, via));
    const setting = settings.read(kind);
    // A name may stand for the same address.
    return setting ? [{ kind, setting }, ...named.filter((each) => each.setting.value !== setting.value)] : named;
  });
  if (targets.length > 0) return targets;
  if (via !== undefined) settings.read('webhook');
  throw new UsageError(
    "No address is set: run synochat doctor 'URL', in single quotes, or set SYNOCHAT_WEBHOOK or SYNOCHAT_BOT",
  );
}

function kindOfUrl(url: string): AddressKind {
  const method = URL.canParse(url) ? new URL(url).searchParams.get('method') : null;
  return method === null || method === 'incoming' ? 'webhook' : 'bot';
}

/** Checks an address step by step. Posts nothing. */
export async function* examine(kind: AddressKind, setting: Setting, context: Context): AsyncGenerator<Finding> {
  const { flags, settings, output, signal } = context;
  const network = await readNetwork(flags, settings, signal);
  let address: CheckedAddress;
  try {
    address = checkAddress(kind, setting, output);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield { check: 'address', result: 'problem', text: error.message };
    return;
  }
  const url = new URL(address.url);
  const advice = url.protocol === 'http:' ? 'Use https if you can: over http every hop can read the token.' : undefined;
  yield { check: 'address', result: 'ok', text: `The address is that of a ${kind} at ${url.host}`, advice };
  const port = portIn(url);
  if (isBadPort(port)) {
    const text = `This runtime does not connect to port ${port}: fetch refuses ports of other protocols`;
    yield { check: 'connection', result: 'problem', text, advice: 'Let DSM, or a proxy before it, use another port.' };
    return;
  }
  // With --ca the fetch of Node ignores proxy variables.
  const proxy = isNode && network.fetch ? undefined : await findProxy(url, process.env);
  if (proxy) yield proxy.finding;
  signal.throwIfAborted();
  // Behind a proxy the machine may reach neither the name nor the port.
  const route = proxy?.inForce ? [] : checkRoute(url, network.timeout, readCa(settings));
  for await (const finding of route) {
    signal.throwIfAborted();
    yield finding;
    // Send no token to an untrusted server.
    if (isProblem(finding)) return;
  }
  yield* checkChat(kind, address, network);
}
