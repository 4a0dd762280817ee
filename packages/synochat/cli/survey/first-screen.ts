import { earPaths } from './hook-ears.ts';

interface FirstScreen {
  readonly listenUrl: string;
  readonly hasBot: boolean;
  readonly isQuick: boolean;
}

/** Returns the text before the first question: the number of posts, the place, the time, and the addresses to enter in Chat. */
export function firstScreen({ listenUrl, hasBot, isQuick }: FirstScreen): string {
  const posts = `The survey posts 5 to 38 messages that say "." or "x": in the channel of the
webhook${hasBot ? ', and from the bot to you' : ''}.`;
  const rest = `Use a private channel with nobody else in it. The survey changes nothing else.
It takes ${isQuick ? 'one to two minutes' : '10 minutes'}. The NAS must reach ${listenUrl}`;
  if (isQuick) return `${posts}\n${rest}`;
  const addresses = earPaths.map((path, at) => `  ${listenUrl}${path}\n      ${earTexts[at] ?? ''}`);
  return `${posts}
Two of them have a button, and one shows signs of HTML.
${rest}
Enter in Chat, under Integration, as many of these addresses as you like:
${addresses.join('\n')}`;
}

const earTexts = [
  'an outgoing webhook of the channel, without a trigger word',
  'an outgoing webhook with the trigger word survey',
  'a slash command survey',
  'the Outgoing URL of the bot',
];
