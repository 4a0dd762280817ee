import * as v from 'valibot';

const Target = v.picklist(['staging', 'production']);

/** `/deploy <target>`, or `/deploy cancel <target>` */
export const DeployCommand = v.variant('what', [
  v.object({ what: Target }),
  v.object({ what: v.literal('cancel'), target: Target }),
]);

export type Command = v.InferOutput<typeof DeployCommand>;

/** Returns true for a known target. */
export function isTarget(text: string): boolean {
  return v.is(Target, text);
}

/** Reads the command from a message to the bot, with or without the slash. Returns undefined for another message. */
export function readCommand(text: string): Command | undefined {
  const [name = '', what, target, ...further] = text.trim().split(/\s+/);
  if (!/^\/?deploy$/i.test(name) || further.length > 0) return undefined;
  const { success, output } = v.safeParse(DeployCommand, target === undefined ? { what } : { what, target });
  return success && (output.what === 'cancel' || target === undefined) ? output : undefined;
}
