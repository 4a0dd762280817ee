/** Rounds of decoding: a form in JSON in a form has three. */
const rounds = 4;

/** Returns a text and the texts that remain after each round of decoding. */
export function readingsOf(text: string): string[] {
  const readings = new Set([text]);
  let last = [text];
  for (let round = 0; round < rounds; round += 1) {
    const next = last
      .flatMap((each) => [
        unescapeJson(each),
        percentDecoded(each.replaceAll('+', ' ')),
        percentDecoded(each),
        unescapeHtml(each),
      ])
      .filter((each) => !readings.has(each));
    last = [...new Set(next)];
    for (const each of last) readings.add(each);
  }
  return [...readings];
}

function unescapeJson(text: string): string {
  return text.replace(/\\u([\da-f]{4})|\\(["\\/])/gi, (_, hex?: string, sign?: string) =>
    hex === undefined ? (sign ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(bytes);
  });
}

const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The accents in the names of entities such as `&auml;`. */
const accents: Readonly<Record<string, string>> = {
  ...{ uml: '\u0308', acute: '\u0301', grave: '\u0300', circ: '\u0302', tilde: '\u0303', ring: '\u030a' },
  ...{ cedil: '\u0327', caron: '\u030c' },
};

function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
    (all, ...[digits, hex, name]: (string | undefined)[]) => {
      if (name !== undefined) return namedEntity(name) ?? all;
      const point = digits === undefined ? Number.parseInt(hex ?? '', 16) : Number(digits);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : all;
    },
  );
}

function namedEntity(name: string): string | undefined {
  if (name === 'szlig') return 'ß';
  const accent = accents[name.slice(1)];
  return namedEntities[name.toLowerCase()] ?? (accent && `${name.slice(0, 1)}${accent}`.normalize('NFC'));
}
