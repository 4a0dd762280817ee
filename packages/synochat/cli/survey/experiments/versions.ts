import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';

const samples = 12;

/** E1: the versions of the API, and the time of a call. */
export const versions: Experiment = {
  id: 'E1',
  title: 'versions and round trips',
  decides: ['latency'],
  async run({ line, webhook, profile, facts, skip }) {
    const { data } = await line.ask({ url: webhook.queryUrl, method: 'GET' });
    const { 'SYNO.Chat.External': api } = Object(data) as Record<string, unknown>;
    const { minVersion: min, maxVersion: max } = Object(api) as { minVersion?: unknown; maxVersion?: unknown };
    if (typeof min === 'number' && typeof max === 'number') profile.nas.api = { min, max };

    const rtts = (facts.rtts ??= []);
    for (let n = 0; n < samples; n += 1) {
      const reply = await line.ask({ url: webhook.url('survey'), method: 'GET' });
      if (line.isSilent()) throw new Unobserved('Chat did not answer');
      if (reply.code !== undefined) rtts.push(Math.round(10 * (reply.receivedAt - reply.sentAt)) / 10);
    }
    if (rtts.length < 2) throw new Unobserved('Chat did not answer');
    profile.noise.rtt = [Math.round(Math.min(...rtts)), Math.round(Math.max(...rtts))];
    skip('latency', 'only together with the network, see noise.rtt');
  },
};
