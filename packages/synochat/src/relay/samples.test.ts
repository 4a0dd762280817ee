import { describe, expect, it } from 'vitest';
import { requestOf } from '../../test/portable/notifications/sample.ts';
import { samples } from '../../test/portable/notifications/samples.ts';
import * as relay from '../relay.ts';

const named = samples.map((sample, n) => ({ ...sample, title: `${n + 1}. ${sample.tool} (${sample.source})` }));

describe('a notification of', () => {
  it.each(named)('$title is read as a message', async (sample) => {
    const { format, message } = await relay.parseNotification(requestOf(sample), relay[sample.format]);

    expect(format).toBe(sample.format);
    expect(message.text?.split('\n')).toEqual(sample.reads);
  });

  it.each(named)('$title leaves no markup of the tool', ({ reads }) => {
    const text = reads.join('\n');

    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/\[object|\bundefined\b|\bnull\b|\*\*|<[!@#]|&(?:lt|gt|amp);/);
    expect(text.replace(/```[^]*?```/g, '')).not.toMatch(/<(?!https?:\/\/|\u200b|\s)/);
  });
});
