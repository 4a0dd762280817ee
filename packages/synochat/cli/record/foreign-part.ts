import { replaceFields } from './replace-fields.ts';

/**
 * Returns the part of a replaced request that may still hold a name: headers, names of fields and values. Values that
 * name nobody are left out: prescribed lines, their first word as a trigger word, fixed values, and replaced tokens.
 */
export function foreignPart(raw: string, prescribed: readonly string[]): string {
  const at = raw.indexOf('\r\n\r\n');
  const [, ...headers] = raw.slice(0, at).split('\r\n');
  const type = headers.find((line) => /^content-type:/i.test(line)) ?? '';
  const body = replaceFields(raw.slice(at + 4), type, (name, value) => {
    const text = value.join('');
    return name === 'token' || isOwnValue(name, text, prescribed) ? [] : value;
  });
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}

/** Values of the protocol, which name nobody. */
const ordinary: Readonly<Record<string, RegExp>> = {
  type: /^button$/,
  style: /^(green|grey|red|orange|blue|teal|default|survey)$/,
  channel_type: /^\d{1,2}$/,
};

/** Returns whether the protocol fixes the value of a field, or the program asked for the value. */
export function isOwnValue(name: string, text: string, prescribed: readonly string[]): boolean {
  if (ordinary[name]?.test(text)) return true;
  return prescribed.some((line) => line === text || (name === 'trigger_word' && firstWord(line) === text));
}

function firstWord(line: string): string | undefined {
  return /\S+/.exec(line)?.[0];
}
