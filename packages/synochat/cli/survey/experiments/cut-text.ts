import { caps, Unobserved } from '../caps.ts';
import type { Lab } from '../lab.ts';

/** E9: whether a text of 65,536 letters is cut, read back in the conversation of the bot. */
export async function measureCut(lab: Lab): Promise<void> {
  const letters = await readBack(lab, 'x'.repeat(caps.text));
  if (letters >= caps.text)
    throw new Unobserved(`a text of ${caps.text} letters is accepted whole, and longer ones are not tried`);
  lab.facts.limit = letters;
  lab.tell(
    '1.6.5',
    { says: 'a text over the limit is cut', switch: 'tooLong', how: 'E9', n: 1, trust: 'observed' },
    'truncate',
  );
  const says = `a longer text is cut to ${letters} letters`;
  lab.tell(
    '1.6.2',
    { says, switch: 'maxTextLength', range: [letters, letters], how: 'E9', n: 1, trust: 'observed' },
    letters,
  );
  if (letters < 4) {
    lab.skip('lengthUnit', 'the limit is too small to tell');
    return;
  }
  const sent = caps.text / 2;
  const emojis = await readBack(lab, '😀'.repeat(sent));
  const candidates = { codepoint: letters, utf16: Math.floor(letters / 2), byte: Math.floor(letters / 4) };
  const unit = Object.entries(candidates).find(([, count]) => Math.min(count, sent) === emojis)?.[0];
  if (unit === undefined) {
    lab.skip('lengthUnit', `${emojis} emojis of ${sent} remain, which fits no unit`);
    return;
  }
  lab.facts.unit = unit;
  tellUnit(lab, unit);
}

export function tellUnit(lab: Lab, unit: string): void {
  const says = `the unit of the limit is ${unit}`;
  lab.tell('10.2', { says, switch: 'lengthUnit', how: 'E8', n: 2, trust: 'observed' }, unit);
}

/** Posts a text by the bot, and resolves with the number of characters that Chat shows. */
async function readBack({ bot, post, line }: Lab, text: string): Promise<number> {
  if (!bot) throw new Unobserved('no text was refused, and without a bot no text can be read back');
  if (!bot.owner) throw new Unobserved('it is unknown which user may get a post of the bot');
  const { data } = await post(bot.address, { text, user_ids: [bot.owner.id] });
  const { succ } = Object(data) as { succ?: { user_id_post_map?: Record<string, unknown> } };
  const [postId] = Object.values(succ?.user_id_post_map ?? {});
  if (typeof postId !== 'number') throw new Unobserved('the answer of Chat names no post');
  const query = {
    channel_id: String(BigInt(postId) >> 32n),
    post_id: String(postId),
    prev_count: '0',
    next_count: '0',
  };
  const list = await line.ask({ url: bot.address.url('post_list', query), method: 'GET' });
  const { posts } = Object(list.data) as { posts?: readonly { post_id?: unknown; message?: unknown }[] };
  const found = posts?.find(({ post_id: id }) => Number(id) === postId)?.message;
  if (typeof found !== 'string') throw new Unobserved('the post could not be read back');
  return Array.from(found).length;
}
