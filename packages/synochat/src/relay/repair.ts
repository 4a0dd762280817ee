/**
 * Returns JSON without the two faults of templates: line breaks and other control characters in a string are escaped, and a
 * comma before a closing bracket is dropped. One pass, whatever the text.
 */
export function repairJson(text: string): string {
  const out: string[] = [];
  let inString = false;
  /** Where the last comma stands in `out`, if only blanks follow. */
  let comma = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (inString) {
      if (character === '\\') out.push(character + text.charAt(++at));
      else out.push(character < ' ' ? escaped(character) : character);
      inString = character !== '"';
      continue;
    }
    if (/[}\]]/.test(character) && comma >= 0) out[comma] = '';
    if (/\S/.test(character)) comma = character === ',' ? out.length : -1;
    inString = character === '"';
    out.push(character);
  }
  return out.join('');
}

function escaped(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}
