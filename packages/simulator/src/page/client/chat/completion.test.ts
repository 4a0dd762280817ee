import { describe, expect, it } from 'vitest';
import { complete, completionAt } from './completion.ts';

const vocabulary = {
  commands: [
    { command: 'undo', description: 'Takes it back' },
    { command: 'deploy', description: '<service>' },
    { command: 'down', description: '' },
  ],
  names: [
    { name: 'ada', detail: 'Ada L.' },
    { name: 'mikael', detail: '' },
  ],
};

const labels = (text: string, caret = text.length) =>
  completionAt(text, caret, vocabulary)?.suggestions.map(({ label }) => label);

describe('the completion of typed text', () => {
  it('suggests commands at the start of the text, first the commands that begin with the text', () => {
    expect(labels('/')).toEqual(['/deploy', '/down', '/undo']);
    expect(labels('/D')).toEqual(['/deploy', '/down', '/undo']);
    expect(labels('/de')).toEqual(['/deploy']);
  });

  it('suggests names after @, also in the middle of a text', () => {
    expect(labels('hi @')).toEqual(['@ada', '@mikael']);
    expect(labels('hi @mi and more', 6)).toEqual(['@mikael']);
  });

  it.each(['', 'hello', 'a /d', '/deploy web', 'me@a', '/xyz', '@nobody'])('suggests nothing for %j', (text) => {
    expect(labels(text)).toBeUndefined();
  });

  it('replaces the typed beginning with the suggestion and one blank', () => {
    const completion = completionAt('hi @mi there', 6, vocabulary);
    const [suggestion] = completion?.suggestions ?? [];
    if (!completion || !suggestion) throw new Error('Nothing was suggested.');
    expect(complete('hi @mi there', completion, suggestion)).toEqual({ text: 'hi @mikael there', caret: 11 });
  });
});
