import { sendIncoming } from 'synochat';
import { apprise, discord, generic, gotify, mattermost, ntfy, parseNotification, slack } from 'synochat/relay';
import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../src/testing/notifications/sample.ts';
import { samples } from '../../src/testing/notifications/samples.ts';

const formats = { slack, mattermost, discord, ntfy, gotify, apprise, generic };

describe('a notification that is passed on to Chat', () => {
  it('is posted as it was read, from every tool', async () => {
    const nas = createSimulator({ rateInterval: 0 });
    const { url } = nas.addIncoming({ channel: 'general' });
    for (const sample of samples) {
      const { message } = await parseNotification(requestOf(sample), formats[sample.format]);
      await sendIncoming(url, message, { fetch: nas.fetch, interval: 0 });
    }

    const posted = nas.posts('general').map(({ text }) => text);
    expect(posted).toEqual(samples.map(({ reads }) => reads.join('\n')));
  });
});
