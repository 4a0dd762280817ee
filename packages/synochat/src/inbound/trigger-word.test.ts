import { describe, expect, it } from 'vitest';
import { assertTriggerWords, textAfterTriggerWord } from './trigger-word.ts';

describe('the text after a trigger word', () => {
  it.each([
    ['deploy the new version', 'deploy', 'the new version'],
    ['  deploy   prod  ', 'deploy', 'prod'],
    ['deploy\nprod', 'deploy', 'prod'],
    ['deploy', 'deploy', ''],
    ['Ping, are you there?', 'Ping', 'are you there?'],
    ['Ping?! Hello', 'Ping', 'Hello'],
    ['Ping：在吗？', 'Ping', '在吗？'],
    ['deploy -v', 'deploy', '-v'],
    ['deploy "a b"', 'deploy', '"a b"'],
    ['deploy (now)', 'deploy', '(now)'],
  ])('of %j with the word %j is %j', (text, word, rest) => {
    expect(textAfterTriggerWord(text, word)).toBe(rest);
  });

  it.each([
    ['deployment is done', 'deploy'],
    ['deploy-now', 'deploy'],
    ['deploy(now)', 'deploy'],
    ['Deploy prod', 'deploy'],
    ['please deploy', 'deploy'],
    ['dep', 'deploy'],
    ['', 'deploy'],
  ])('is the whole text for %j, which does not begin with the word %j', (text, word) => {
    expect(textAfterTriggerWord(text, word)).toBe(text);
  });

  it('needs no blank behind a Chinese, Japanese or Korean word', () => {
    expect(textAfterTriggerWord('部署新版本', '部署')).toBe('新版本');
    expect(textAfterTriggerWord('デプロイ、お願い', 'デプロイ')).toBe('お願い');
    expect(textAfterTriggerWord('ユーザーを追加', 'ユーザー')).toBe('を追加');
    expect(textAfterTriggerWord('배포해줘', '배포')).toBe('해줘');
  });

  it('is behind the longest word that counts, in whatever order the words are listed', () => {
    for (const words of [
      ['deploy', 'deploy now'],
      ['deploy now', 'deploy'],
    ]) {
      expect(textAfterTriggerWord('deploy now, please', words)).toBe('please');
      expect(textAfterTriggerWord('deploy nowhere', words)).toBe('nowhere');
    }
  });

  it('is the whole text if no word is configured', () => {
    expect(textAfterTriggerWord(' deploy the new version ', [])).toBe('deploy the new version');
  });
});

describe('trigger words', () => {
  it.each([[''], [' '], ['deploy '], [['deploy', '']], [undefined], [null], [7], [[undefined]]])(
    'cannot be %j: a TypeError says so',
    (words) => {
      expect(() => {
        assertTriggerWords(words);
      }).toThrow(TypeError);
    },
  );
});
