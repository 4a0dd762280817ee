import { createCaptureMaker } from '../record/capture-maker.ts';
import { isText } from './experiments/channel-lines.ts';
import { earPaths, type HeardHook } from './hook-ears.ts';
import { prescribedLines, prescribedTexts } from './prescribed-texts.ts';
import type { Profile } from './profile.ts';

/** Copies the requests of the prescribed lines and presses into the profile, without tokens and names. */
export async function keepHooks(
  profile: Profile,
  hooks: readonly HeardHook[],
  secrets: Iterable<string>,
): Promise<void> {
  const source = `survey, Chat ${profile.nas.chat ?? 'unknown'}, ${profile.made}`;
  const maker = createCaptureMaker({ source, prescribed: prescribedTexts, paths: earPaths });
  for (const secret of secrets) maker.secrets.add(secret);
  const seen = new Set<string>();
  for (const { heard, fields, path } of hooks) {
    const text = fields.get('text');
    const isOurs = fields.has('payload') || prescribedLines.some((line) => isText(text, line));
    const key = `${path} ${fields.has('payload') ? 'press' : text}`;
    // Deliveries that follow a failure are counted, not kept.
    if (!isOurs || seen.has(key)) continue;
    seen.add(key);
    const capture = await maker.capture(heard);
    if (typeof capture === 'string') continue;
    const { raw, expect } = capture;
    const { kind } = expect as { kind?: string };
    if (kind === 'outgoing' || kind === 'slash' || kind === 'bot' || kind === 'press')
      profile.hooks[kind].push({ raw, expect });
  }
}
