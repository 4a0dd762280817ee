import { caps, Unobserved } from '../caps.ts';
import type { Lab } from '../lab.ts';
import { postIdOf, readBack } from '../read-back.ts';

const acceptedWhole = `a text of ${caps.text} letters is accepted whole, and longer ones are not tried`;
const textIsCut = 'a text over the limit is cut';

/** E9: whether a text of 65,536 letters is cut, read back in the conversation of the bot. */
export async function measureCut(lab: Lab): Promise<void> {
  if (!lab.bot) return askAboutEnd(lab);
  const letters = await lengthShown(lab, 'x'.repeat(caps.text));
  if (letters >= caps.text) throw new Unobserved(acceptedWhole);
  lab.facts.limit = letters;
  lab.tell('1.6.5', { says: textIsCut, switch: 'tooLong', how: 'E9', n: 1, trust: 'observed' }, 'truncate');
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
  const emojis = await lengthShown(lab, '😀'.repeat(sent));
  const candidates = { codepoint: letters, utf16: Math.floor(letters / 2), byte: Math.floor(letters / 4) };
  const unit = Object.entries(candidates).find(([, count]) => Math.min(count, sent) === emojis)?.[0];
  if (unit === undefined) {
    lab.skip('lengthUnit', `${emojis} emojis of ${sent} remain, which fits no unit`);
    return;
  }
  lab.facts.unit = unit;
  tellUnit(lab, unit);
}

const unitNames: Readonly<Record<string, string>> = {
  codepoint: 'code points: an emoji is one',
  utf16: 'UTF-16 units: an emoji is two',
  byte: 'bytes of UTF-8: an emoji is four',
};

export function tellUnit(lab: Lab, unit: string): void {
  const says = `the limit counts ${unitNames[unit] ?? unit}`;
  lab.tell('10.2', { says, switch: 'lengthUnit', how: 'E8', n: 2, trust: 'observed' }, unit);
}

/** Posts a text by the bot, and resolves with the number of characters that Chat shows. */
async function lengthShown(lab: Lab, text: string): Promise<number> {
  const { bot, post } = lab;
  if (!bot?.owner) throw new Unobserved('it is unknown which user may get a post of the bot');
  const { data } = await post(bot.address, { text, user_ids: [bot.owner.id] });
  const id = postIdOf(data);
  if (id === '') throw new Unobserved('the answer of Chat names no post');
  const { post: shown } = await readBack(lab, id);
  if (shown === undefined) throw new Unobserved('the post could not be read back');
  return Array.from(shown).length;
}

/** Asks a person whether the end of a text of 65,536 letters is shown. The limit stays unknown. */
async function askAboutEnd({ post, webhook, world, tell, skip }: Lab): Promise<void> {
  const end = 'END';
  if (!world.person) throw new Unobserved('no text was refused, and without a bot no text can be read back');
  const { code = 0 } = await post(webhook, { text: `${'x'.repeat(caps.text - end.length)}${end}` });
  if (code !== 0) throw new Unobserved(`a long text was refused with ${code}`);
  const isWhole = await world.person.yesNo({
    text: 'Does the last post in the channel, a long text of the letter x, end in END?',
    sight: { kind: 'end', where: 'channel', text: end },
  });
  if (isWhole === undefined) throw new Unobserved('no text was refused, and nobody looked for the end of a long text');
  if (isWhole) throw new Unobserved(acceptedWhole);
  tell('1.6.5', { says: textIsCut, switch: 'tooLong', how: 'E9', n: 1, trust: 'told' }, 'truncate');
  for (const name of ['maxTextLength', 'lengthUnit'])
    skip(name, 'Chat cuts texts, and without a bot no text can be read back');
}
