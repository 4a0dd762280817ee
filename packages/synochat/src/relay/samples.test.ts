import { describe, expect, it } from 'vitest';
import * as relay from '../relay.ts';
import { requestOf } from '../testing/notifications/sample.ts';
import { samples } from '../testing/notifications/samples.ts';

const named = samples.map((sample, n) => ({ ...sample, title: `${n + 1}. ${sample.tool} (${sample.source})` }));

describe('a notification of', () => {
  it.each(named)('$title is read as a message', async (sample) => {
    const { format, message } = await relay.parseNotification(requestOf(sample), relay[sample.format]);

    expect(format).toBe(sample.format);
    expect(message.text?.split('\n')).toEqual(sample.reads);
  });

  it.each(named)('$title leaves nothing of its own markup', ({ reads }) => {
    const text = reads.join('\n');

    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/\[object|\bundefined\b|\bnull\b|\*\*|<[!@#]|&(?:lt|gt|amp);/);
    expect(text.replace(/```[^]*?```/g, '')).not.toMatch(/<(?!https?:\/\/|\u200b|\s)/);
  });
});
