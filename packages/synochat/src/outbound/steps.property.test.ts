import fc from 'fast-check';
import { describe, it } from 'vitest';
import { splitText } from '../index.ts';
import { property } from '../testing/property.ts';
import { countSteps } from '../testing/steps.ts';
import { pumped } from '../testing/texts.ts';

describe('the steps, whatever is repeated,', () => {
  // Some looks at every character, and what is done once.
  const split = (text: string, max: number) =>
    countSteps(
      () => {
        splitText(text, max);
      },
      80 * text.length + 3000,
    );

  property('to split a text grow with its length', [pumped, fc.integer({ min: 1, max: 3000 })], (text, max) => {
    split(text, max);
  });

  it('to split a text of two long runs of backticks grow with its length', () => {
    split(`${'`'.repeat(1500)}x${'`'.repeat(1500)}`, 2000);
  });
});
