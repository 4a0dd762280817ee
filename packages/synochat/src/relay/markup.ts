/** Returns the text in Chat's markup. */
export function toChatMarkup(text: string, from: 'mrkdwn' | 'markdown'): string {
  return from === 'markdown' ? text.replaceAll('**', '*') : text;
}
