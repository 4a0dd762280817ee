import type { CommandTexts } from '../index.ts';

/** Japanese. */
export const ja: CommandTexts = {
  lang: 'ja',
  help: 'ヘルプ',
  usage: (lines) => `使い方: ${lines}`,
  missing: (name) => `${name} を指定してください`,
  unknownWord: (word) => `不明な単語です: ${word}`,
  unknownSubcommand: (name, word) => `${name} の値が不明です: ${word}`,
  didYouMean: (word) => `${word} のことですか？`,
  withoutDashes: (example) => `オプションはハイフンを付けずに「名前=値」の形で入力してください: ${example}`,
  givenTwice: (name) => `${name} が重複しています`,
  needsValue: (name) => `${name} には値が必要です: ${name}=…`,
  unclosedQuote: (rest) => `閉じる引用符がありません: ${rest}`,
};
