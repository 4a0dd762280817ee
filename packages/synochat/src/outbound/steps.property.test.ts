import fc from 'fast-check';
import { describe, it } from 'vitest';
import { splitText } from '../index.ts';
import { property } from '../testing/property.ts';
import { countSteps } from '../testing/steps.ts';
import { pumped } from '../testing/texts.ts';
import { readAddress } from './address.ts';
import { fileName } from './post-file.ts';

/** Some looks at every character, and what is done once. */
function count(work: () => void, looks: number, text: string): void {
  countSteps(work, looks * text.length + 3000);
}

describe('the steps, whatever is repeated,', () => {
  const split = (text: string, max: number) => {
    count(() => void splitText(text, max), 80, text);
  };

  property('to split a text grow with its length', [pumped, fc.integer({ min: 1, max: 3000 })], (text, max) => {
    split(text, max);
  });

  it.each(['\u0301', '🇩', '👩\u200d', '漢', '。', '\u0600'])(
    'to split a text of many %j grow with its length',
    (piece) => {
      split(`e${piece.repeat(10_000)}`, 50);
      split(`e${piece.repeat(10_000)}`, 2000);
    },
  );

  it('to split a text of two long runs of backticks grow with its length', () => {
    split(`${'`'.repeat(1500)}x${'`'.repeat(1500)}`, 2000);
  });

  const read = (token: string) => {
    // As the address holds it.
    const work = () => {
      readOrNot(token);
    };
    count(work, 60, String(new URLSearchParams({ token })));
  };

  property('to read an address grow with the length of its token', [pumped], read);

  it.each(['"', ' ', '%22', '"%22 '])('to read an address whose token has many of %j in it grow with them', (mark) => {
    read(`a${mark.repeat(1500)}b`);
    read(mark.repeat(1500));
  });

  const name = (disposition: string) => {
    count(() => void fileName(disposition), 30, disposition);
  };

  const beginnings = ['', 'attachment; filename="', "attachment; filename*=UTF-8''", 'attachment; filename='];
  const headers = fc.tuple(fc.constantFrom(...beginnings), pumped).map((parts) => parts.join(''));

  property('to find the name of a file grow with the length of its header', [headers], name);

  it.each(['; filename="\\"', '\\', '; ', ' ', '/', '.', '%41'])(
    'to find the name of a file in a header with many of %j grow with them',
    (piece) => {
      name(`attachment; filename="${piece.repeat(1500)}`);
      name(`attachment; filename="${piece.repeat(1500)}"`);
    },
  );
});

/** What is no token was read too. */
function readOrNot(token: string): void {
  try {
    readAddress({ host: 'nas.example', token }, 'incoming');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
