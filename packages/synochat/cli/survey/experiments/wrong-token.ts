import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';

/** E21: the answer to one wrong token, with the consent of the owner. DSM may block addresses that guess tokens. */
export const wrongToken: Experiment = {
  id: 'E21',
  title: 'a wrong token',
  decides: ['10.7'],
  isHuman: true,
  async run({ world, webhook, line, noteCode, tell }) {
    const isAgreed = await world.person?.yesNo({
      text: 'May the survey send one wrong token? DSM may count it as a failed sign-in of this computer.',
      sight: { kind: 'consent' },
    });
    if (!isAgreed) throw new Unobserved('the owner did not agree to a wrong token');
    // One attempt, even if the answer is lost.
    const { code, errors } = await line.once({
      url: webhook.url('incoming', { token: `"${changed(webhook.token)}"` }),
    });
    if (code === undefined) throw new Unobserved('Chat did not answer');
    noteCode('a wrong token', { code, errors });
    tell('10.7', { says: `a wrong token is answered with ${code}`, how: 'E21', n: 1, trust: 'observed' });
  },
};

/** Returns the token with another last character. */
function changed(token: string): string {
  return `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
}
