import type { CommandTexts } from '../index.ts';

/** Traditional Chinese. */
export const zhTW: CommandTexts = {
  lang: 'zh-TW',
  help: '說明',
  usage: (lines) => `用法：${lines}`,
  missing: (name) => `缺少：${name}`,
  unknownWord: (word) => `無法辨識的字詞：${word}`,
  unknownSubcommand: (name, word) => `${name} 的值無效：${word}`,
  didYouMean: (word) => `您是不是要輸入 ${word}？`,
  withoutDashes: (example) => `選項請以「名稱=值」的格式輸入，前面不加連字號：${example}`,
  givenTwice: (name) => `重複指定：${name}`,
  needsValue: (name) => `${name} 需要一個值：${name}=…`,
  unclosedQuote: (rest) => `缺少結尾引號：${rest}`,
};
