/** Returns the URL to post to, as Chat shows it: with the token in quotes. */
export function webhookAddress(origin: string, method: 'incoming' | 'chatbot', token: string): string {
  return `${origin}/webapi/entry.cgi?api=SYNO.Chat.External&method=${method}&version=2&token=%22${token}%22`;
}
