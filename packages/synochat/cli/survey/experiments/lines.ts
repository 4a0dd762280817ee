import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import type { HeardHook } from '../hook-ears.ts';
import type { Lab } from '../lab.ts';
import { roundTime, seconds, timeRange } from './file-rules.ts';

/** The lines that a person writes in the channel, in order. */
export const channelLines = [
  'survey one two+three & four=ä 😀',
  'Survey two',
  'surveyor three',
  'survey, four',
  ' survey five',
] as const;

/** Milliseconds in which Chat sends a hook after a line. */
export const hookTime = 3000;

/** Waits until a hook with the text arrives at a path. Resolves with undefined if none does. */
export async function awaitHook({ world, ears }: Lab, path: string, text: string): Promise<HeardHook | undefined> {
  const find = () => ears.hooks.find((hook) => hook.path === path && isText(hook.fields.get('text'), text));
  for (let waited = 0; waited < hookTime && !find(); waited += 250) await world.sleep(250, world.signal);
  return find();
}

/** Chat may remove blanks at the ends. */
export function isText(sent: string | undefined, text: string): boolean {
  return sent?.trim() === text.trim();
}

/** E15 and E16: the requests of outgoing webhooks, and the effect of each answer. */
export const outgoingLines: Experiment = {
  id: 'E15',
  title: 'five lines in the channel',
  switches: [
    ...['hookFormat', 'spaceEncoding', 'emptyTrigger', 'triggerMatch', 'headProbe', 'hookName'],
    ...['retries', 'hookTimeout', 'failureNotice', 'strictAck'],
  ],
  isHuman: true,
  async run(lab) {
    const { world, ears, facts } = lab;
    const [, second, third, fourth, fifth] = channelLines;
    ears.answerAt('/outgoing', ({ fields }, earlier) => {
      const text = fields.get('text');
      if (isText(text, second)) return { status: 204 };
      if (isText(text, third)) return { status: 500 };
      if (isText(text, fourth) && earlier === 0) return 'hold';
      const long =
        isText(text, fifth) && facts.limit !== undefined ? JSON.stringify({ text: 'x'.repeat(facts.limit + 1) }) : '';
      return { status: 200, body: long };
    });
    const heard: (HeardHook | undefined)[] = [];
    for (const text of channelLines) {
      if (!(await world.person?.act({ kind: 'write', where: 'channel', text })))
        throw new Unobserved('the lines were not written');
      heard.push(await awaitHook(lab, '/outgoing', text));
      if (text === second) await askNotice(lab, 'noContent', second);
      if (text === third) await askNotice(lab, 'failure', third);
    }
    tellTrigger(lab, heard[2] !== undefined);
    if (!heard[0]) throw new Unobserved('no outgoing webhook reached /outgoing');
    tellForm(lab, heard[0]);
    await tellTimeout(lab, heard[3]);
    tellRetries(lab, heard[2]);
  },
};

/** Asks whether Chat showed the notice of a failed hook. */
async function askNotice({ world, facts }: Lab, what: 'noContent' | 'failure', after: string): Promise<void> {
  const seen = await world.person?.yesNo({
    text: `Does Chat show a notice "Failed to send a request to the bot server" below "${after}"?`,
    sight: { kind: 'notice', where: 'channel', after },
  });
  if (seen !== undefined) facts.notices = { ...facts.notices, [what]: seen };
}

/** The webhook with the word `survey` shows whether a longer word, or a sign after the word, matches. */
function tellTrigger({ ears, tell, skip }: Lab, isHeard: boolean): void {
  const [first, , third, fourth] = channelLines;
  const has = (text: string) =>
    ears.hooks.some((hook) => hook.path === '/trigger' && isText(hook.fields.get('text'), text));
  if (!has(first) || (!isHeard && !has(third))) {
    skip('triggerMatch', 'no webhook with the word survey reached /trigger');
    return;
  }
  const isPrefix = has(third) && has(fourth);
  if (has(third) !== has(fourth)) {
    skip('triggerMatch', '"surveyor" and "survey," differ');
    return;
  }
  const says = `"surveyor" and "survey," ${isPrefix ? 'match' : 'do not match'} the trigger word survey`;
  tell('10.18', { says, switch: 'triggerMatch', how: 'E15', n: 2, trust: 'observed' }, isPrefix ? 'prefix' : 'word');
}

function tellForm({ ears, tell, skip, bot }: Lab, { fields, isJson, heard, path }: HeardHook): void {
  const observed = { how: 'E15', n: 1, trust: 'observed' } as const;
  tell(
    '10.29',
    { says: `hooks are sent as ${isJson ? 'JSON' : 'a form'}`, switch: 'hookFormat', ...observed },
    isJson ? 'json' : 'form',
  );
  if (isJson) skip('spaceEncoding', 'the hooks are JSON');
  else {
    const isPlus = /[?&=]survey\+one/.test(`&${new TextDecoder().decode(heard.body)}`);
    tell(
      '10.13',
      { says: `a blank is sent as ${isPlus ? '+' : '%20'}`, switch: 'spaceEncoding', ...observed },
      isPlus ? 'plus' : 'percent',
    );
  }
  const word = fields.get('trigger_word');
  const emptyTrigger = word === undefined ? 'omit' : word === '' ? 'empty' : 'firstWord';
  if (word && word !== 'survey') skip('emptyTrigger', 'the trigger word is neither empty nor the first word');
  else
    tell(
      '11.1',
      { says: `without a trigger word: ${emptyTrigger}`, switch: 'emptyTrigger', ...observed },
      emptyTrigger,
    );
  const isProbed = ears.probes.some((probe) => probe.path === path && probe.method === 'HEAD');
  tell(
    '10.9',
    { says: `a HEAD ${isProbed ? 'precedes' : 'does not precede'} the hook`, switch: 'headProbe', ...observed },
    isProbed,
  );
  const { owner } = bot ?? {};
  if (!owner?.nickname || owner.nickname === owner.username) {
    skip('hookName', 'the user has no nickname, or no bot shows it');
    return;
  }
  const name = fields.get('username');
  if (name !== owner.nickname && name !== owner.username) {
    skip('hookName', 'another user wrote the lines');
    return;
  }
  const hookName = name === owner.nickname ? 'nickname' : 'username';
  tell('11.12', { says: `the username of a hook is the ${hookName}`, switch: 'hookName', ...observed }, hookName);
}

async function tellTimeout({ world, tell, skip, spread }: Lab, held: HeardHook | undefined): Promise<void> {
  if (!held) {
    skip('hookTimeout', 'the fourth line did not arrive');
    return;
  }
  for (let waited = 0; waited < 121_000 && held.closedAt === undefined; waited += 1000) {
    if (world.now() - held.heard.at > 121_000) break;
    await world.sleep(1000, world.signal);
  }
  if (held.closedAt === undefined) {
    skip('hookTimeout', 'Chat waits over 120 s');
    return;
  }
  const range = timeRange(held.closedAt - held.heard.at, spread());
  const says = `Chat waits ${seconds(range[0])} to ${seconds(range[1])} s for an app`;
  tell('10.11', { says, switch: 'hookTimeout', range, how: 'E16', n: 1, trust: 'seen once' }, roundTime(range));
}

/** Counts the deliveries of the line that was always answered with 500. */
function tellRetries({ ears, tell, skip }: Lab, failed: HeardHook | undefined): void {
  if (!failed) {
    skip('retries', 'the third line did not arrive');
    return;
  }
  const [, , third] = channelLines;
  const count = ears.hooks.filter(
    ({ path, fields }) => path === '/outgoing' && isText(fields.get('text'), third),
  ).length;
  const says = count === 1 ? 'a failed hook is not sent again' : `a failed hook is sent ${count} times`;
  tell('10.12', { says, switch: 'retries', how: 'E16', n: count, trust: 'observed' }, count - 1);
}
