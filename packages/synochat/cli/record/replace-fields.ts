import { formUnits, jsonUnits, spellInForm, spellInJson } from './units.ts';

/** Returns as many characters as `value` has, for the value of the field `name`. */
export type ReplaceValue = (name: string, value: readonly string[]) => readonly string[];

/** The names of fields that stay. In a body of another kind, any text may stand before a `=`. */
const fieldName = /^[a-z]\w{0,39}$/;

/**
 * Replaces the values of a body, a form or JSON, and the values of JSON in a form field. Names, order, encoding and the
 * spelling of each character stay. A name that does not look like the name of a field is replaced too, and so is a whole
 * body that is neither a form nor JSON.
 */
export function replaceFields(body: string, type: string, replace: ReplaceValue): string {
  if (isJson(body)) return replaceInJson(body, replace);
  if (/json/i.test(type)) return replaceInForm('', body, replace);
  return body
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return replaceInForm('', pair, replace);
      const name = pair.slice(0, at);
      const plainName = formUnits(name)
        .map(({ character }) => character)
        .join('');
      const spelled = fieldName.test(plainName) ? name : replaceInForm('', name, replace);
      return `${spelled}=${replaceInForm(plainName, pair.slice(at + 1), replace)}`;
    })
    .join('&');
}

/** In a text that is no JSON, anything may stand outside of the strings. */
function isJson(text: string): boolean {
  try {
    return /^\s*[{[]/.test(text) && JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

function replaceInForm(name: string, raw: string, replace: ReplaceValue): string {
  const units = formUnits(raw);
  const value = units.map(({ character }) => character);
  const after = replaceValue(name, value, replace);
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
      if (fieldName.test(name)) return match;
    }
    const after = colon === undefined ? replaceValue(name, value, replace) : replace('', value);
    return `"${units.map((unit, at) => spellInJson(after[at] ?? '', unit)).join('')}"${colon ?? ''}`;
  });
}

/** JSON keeps the number of its characters, because every replacement keeps the spelling. */
function replaceValue(name: string, value: readonly string[], replace: ReplaceValue): readonly string[] {
  const text = value.join('');
  return name === 'payload' && isJson(text) ? Array.from(replaceInJson(text, replace)) : replace(name, value);
}
