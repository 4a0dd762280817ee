import type { CommandTexts } from '../index.ts';

/** Simplified Chinese. */
export const zhCN: CommandTexts = {
  lang: 'zh-CN',
  help: '帮助',
  usage: (lines) => `用法：${lines}`,
  missing: (name) => `缺少：${name}`,
  unknownWord: (word) => `无法识别的词：${word}`,
  unknownSubcommand: (name, word) => `${name} 的值无效：${word}`,
  didYouMean: (word) => `您是不是要输入 ${word}？`,
  withoutDashes: (example) => `选项请以“名称=值”的格式输入，前面不加连字符：${example}`,
  givenTwice: (name) => `重复指定：${name}`,
  needsValue: (name) => `${name} 需要一个值：${name}=…`,
  unclosedQuote: (rest) => `缺少结尾引号：${rest}`,
};
