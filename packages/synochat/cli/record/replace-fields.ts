import { formUnits, jsonUnits, spellInForm, spellInJson } from './units.ts';

/** Returns as many characters as `value` has, for the value of the field `name`. */
export type ReplaceValue = (name: string, value: readonly string[]) => readonly string[];

/**
 * Replaces the values of a body, a form or JSON, and the values of JSON in a form field. Names, order, encoding and the
 * spelling of each character stay.
 */
export function replaceFields(body: string, type: string, replace: ReplaceValue): string {
  if (isJsonBody(body, type)) return replaceInJson(body, replace);
  return body
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return replaceInForm('', pair, replace);
      const name = pair.slice(0, at);
      const plainName = formUnits(name)
        .map(({ character }) => character)
        .join('');
      return `${name}=${replaceInForm(plainName, pair.slice(at + 1), replace)}`;
    })
    .join('&');
}

function isJsonBody(body: string, type: string): boolean {
  return /json/i.test(type) || /^\s*[{[]/.test(body);
}

function replaceInForm(name: string, raw: string, replace: ReplaceValue): string {
  const units = formUnits(raw);
  const value = units.map(({ character }) => character);
  // JSON keeps the number of its characters, because every replacement keeps the spelling.
  const after = name === 'payload' ? Array.from(replaceInJson(value.join(''), replace)) : replace(name, value);
  return units.map((unit, at) => spellInForm(after[at] ?? '', unit)).join('');
}

function replaceInJson(json: string, replace: ReplaceValue): string {
  let name = '';
  return json.replace(/"((?:\\[^]|[^"\\])*)"(\s*:)?|-?\d+(?:\.\d+)?/g, (match, text?: string, colon?: string) => {
    // JSON has no number that begins with 00.
    if (text === undefined)
      return replace(name, Array.from(match))
        .join('')
        .replace(/^(-?)0(?=\d)/, (_, sign) => `${sign}1`);
    const units = jsonUnits(text);
    const value = units.map(({ character }) => character);
    if (colon !== undefined) {
      name = value.join('');
      return match;
    }
    const after = name === 'payload' ? Array.from(replaceInJson(value.join(''), replace)) : replace(name, value);
    return `"${units.map((unit, at) => spellInJson(after[at] ?? '', unit)).join('')}"`;
  });
}
