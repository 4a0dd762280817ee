import { caps, Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import { largestFitting } from '../halving.ts';
import type { Lab } from '../lab.ts';
import { measureCut, tellUnit } from './cut-text.ts';

/** E7 to E9: the longest text, its unit, and whether a longer text is refused or cut. */
export const textLength: Experiment = {
  id: 'E7',
  title: 'the longest text',
  decides: ['tooLong', 'maxTextLength', 'lengthUnit'],
  async run(lab) {
    const { facts, tell } = lab;
    let isRefused = !(await fits(lab, 'x'.repeat(caps.text)));
    if (facts.isDryRunValid === undefined) {
      // Without a pause only the length shows whether a dry run is checked.
      if (!isRefused) {
        facts.isDryRunValid = false;
        isRefused = !(await fits(lab, 'x'.repeat(caps.text)));
      } else facts.isDryRunValid = true;
      if (isRefused) {
        const isDry = facts.isDryRunValid;
        const says = `the length is checked ${isDry ? 'before' : 'after'} the file`;
        tell('fileOrder', { says, switch: 'fileOrder', how: 'E7', n: 1, trust: 'observed' }, isDry ? 'checks' : 'file');
      }
    }
    if (!isRefused) return measureCut(lab);
    tell(
      '1.6.5',
      { says: 'a text over the limit is refused', switch: 'tooLong', how: 'E7', n: 1, trust: 'observed' },
      'reject',
    );
    const share = facts.isDryRunValid ? 0.5 : 0.85;
    const limit = await largestFitting([0, caps.text], [2000, 4000, 4096], share, (n) => fits(lab, 'x'.repeat(n)));
    facts.limit = limit;
    const says = `${limit} letters are accepted, ${limit + 1} are refused`;
    tell('1.6.2', { says, switch: 'maxTextLength', range: [limit, limit], how: 'E7', n: 2, trust: 'observed' }, limit);
    await measureUnit(lab, limit);
  },
};

async function measureUnit(lab: Lab, limit: number): Promise<void> {
  if (limit < 4) {
    lab.skip('lengthUnit', 'the limit is too small to tell');
    return;
  }
  const emojis = (count: number) => '😀'.repeat(Math.floor(count));
  const isPoint = await fits(lab, emojis(limit));
  const unit = isPoint ? 'codepoint' : (await fits(lab, emojis(limit / 2))) ? 'utf16' : 'byte';
  lab.facts.unit = unit;
  tellUnit(lab, unit);
}

/** Returns whether Chat accepts a text: by a dry run, or by a real post. */
async function fits({ facts, webhook, dry, post }: Lab, text: string): Promise<boolean> {
  const reply = facts.isDryRunValid === false ? await post(webhook, { text }) : await dry(webhook, { text });
  if (reply.code === 410) return false;
  if (reply.code === 0 || reply.code === 117) return true;
  throw new Unobserved(`a long text was refused with ${reply.code ?? 0}`);
}
