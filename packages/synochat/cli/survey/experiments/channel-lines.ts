import type { HeardHook } from '../hook-ears.ts';
import type { Lab } from '../lab.ts';

/** The lines that a person writes in the channel, in order. */
export const channelLines = [
  'survey one two+three & four=ä 😀',
  'Survey two',
  'surveyor three',
  'survey, four',
  ' survey five',
] as const;

/** Milliseconds in which Chat sends a hook after a line. */
export const hookTime = 3000;

/** Waits until a hook with the text arrives at a path. Resolves with undefined if none does. */
export async function awaitHook({ world, ears }: Lab, path: string, text: string): Promise<HeardHook | undefined> {
  const find = () => ears.hooks.find((hook) => hook.path === path && isText(hook.fields.get('text'), text));
  for (let waited = 0; waited < hookTime && !find(); waited += 250) await world.sleep(250, world.signal);
  return find();
}

/** Chat may remove blanks at the ends. */
export function isText(sent: string | undefined, text: string): boolean {
  return sent?.trim() === text.trim();
}

/** Returns the names of the fields of a hook, in order. */
export function fieldNames({ fields }: HeardHook): string {
  return [...fields.keys()].filter((name) => /^\w{1,30}$/.test(name)).join(', ');
}
