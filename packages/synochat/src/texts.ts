/**
 * The sentences that chat users read when a command does not fit, in their language. Only the sets that you import are bundled.
 *
 * @module synochat/texts
 */
export { en } from './index.ts';
export { de } from './texts/de.ts';
export { es } from './texts/es.ts';
export { fr } from './texts/fr.ts';
export { it } from './texts/it.ts';
export { ja } from './texts/ja.ts';
export { ko } from './texts/ko.ts';
export { nl } from './texts/nl.ts';
export { zhCN } from './texts/zh-cn.ts';
export { zhTW } from './texts/zh-tw.ts';
