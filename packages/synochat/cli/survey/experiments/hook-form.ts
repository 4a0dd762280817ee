import type { HeardHook } from '../hook-ears.ts';
import type { Lab } from '../lab.ts';
import { channelLines, isText } from './channel-lines.ts';

/** The webhook with the word `survey` shows whether a longer word, or a sign after the word, matches. */
export function tellTrigger({ ears, tell, skip }: Lab, isHeard: boolean): void {
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

const triggerWords = { omit: 'left out', empty: 'empty', firstWord: 'the first word of the line' } as const;

export function tellForm({ ears, tell, skip, bot }: Lab, { fields, isJson, heard, path }: HeardHook): void {
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
  const type = fields.get('channel_type');
  if (/^\d{1,2}$/.test(type ?? '')) tell('10.19', { says: `the channel_type of the channel is ${type}`, ...observed });
  tellPostId(fields, tell);
  const word = fields.get('trigger_word');
  const emptyTrigger = word === undefined ? 'omit' : word === '' ? 'empty' : 'firstWord';
  if (word && word !== 'survey') skip('emptyTrigger', 'the trigger word is neither empty nor the first word');
  else
    tell(
      '11.1',
      {
        says: `without a trigger word, trigger_word is ${triggerWords[emptyTrigger]}`,
        switch: 'emptyTrigger',
        ...observed,
      },
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

/** The upper half of the id of a post is the id of its channel, as five samples show. */
function tellPostId(fields: HeardHook['fields'], tell: Lab['tell']): void {
  const [post = '', channel = ''] = [fields.get('post_id'), fields.get('channel_id')];
  if (!/^\d{1,19}$/.test(post) || !/^\d{1,19}$/.test(channel)) return;
  const isRule = BigInt(post) >> 32n === BigInt(channel);
  const says = `a post_id has ${post.length} digits, and ${isRule ? 'holds' : 'does not hold'} the channel_id`;
  tell('2.3', { says, rule: isRule, how: 'E15', n: 1, trust: 'observed' });
}
