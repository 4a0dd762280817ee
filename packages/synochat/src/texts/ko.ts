import type { CommandTexts } from '../index.ts';

/** Korean. */
export const ko: CommandTexts = {
  lang: 'ko',
  help: '도움말',
  usage: (lines) => `사용법: ${lines}`,
  missing: (name) => `누락된 항목: ${name}`,
  unknownWord: (word) => `알 수 없는 단어: ${word}`,
  unknownSubcommand: (name, word) => `${name}에 사용할 수 없는 값: ${word}`,
  didYouMean: (word) => `${word}을(를) 입력하려고 하셨습니까?`,
  withoutDashes: (example) => `옵션은 하이픈 없이 이름=값 형식으로 입력하십시오: ${example}`,
  givenTwice: (name) => `두 번 지정됨: ${name}`,
  needsValue: (name) => `${name}에 값이 필요합니다: ${name}=…`,
  unclosedQuote: (rest) => `닫는 따옴표가 없습니다: ${rest}`,
};
