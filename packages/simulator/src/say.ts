import type { Channel, Directory, User } from './directory.ts';
import type { Download } from './download.ts';
import type { CallHook } from './hooks.ts';
import type { Integrations, OutgoingWebhook, SlashHook } from './integrations.ts';
import { isEmpty } from './message.ts';
import type { Switches } from './switches.ts';
import type { Draft, Post, Timeline } from './timeline.ts';
import { outgoingFields, slashFields } from './wire.ts';

interface Parts {
  readonly directory: Directory;
  readonly integrations: Integrations;
  readonly timeline: Timeline;
  readonly switches: Switches;
  readonly callHook: CallHook;
  readonly download: Download;
  readonly now: () => number;
}

interface Place {
  readonly user: User;
  readonly channel: Channel;
  readonly text: string;
}

export type Say = (user: string, where: string, text: string) => Promise<readonly Post[]>;

export function createSay({ directory, integrations, timeline, switches, callHook, download, now }: Parts): Say {
  async function runCommand(hook: SlashHook, { user, channel, text }: Place): Promise<Post[]> {
    const typed = { user, channel, text, postId: timeline.nextId(channel), sentAt: new Date(now()) };
    const answer = await callHook(hook, slashFields(hook.token, typed, switches));
    if (answer.kind === 'failure') return [timeline.add(channel, failureNotice(user))];
    // A file in the reply to a slash command is dropped: a library added it and took it out again.
    if (answer.kind === 'nothing' || isEmpty({ ...answer.message, fileUrl: undefined })) return [];
    const { text: reply, attachments } = answer.message;
    const draft = { author: hook.name, from: 'integration', text: reply, attachments, onlyTo: user.name } as const;
    return [timeline.add(channel, draft)];
  }

  async function trigger(
    hook: OutgoingWebhook,
    word: string,
    post: Post,
    { user, channel, text }: Place,
  ): Promise<Post[]> {
    const typed = { user, channel, text, postId: post.id, sentAt: post.sentAt };
    const answer = await callHook(hook, outgoingFields(hook.token, word, typed, switches));
    if (answer.kind === 'failure') return [timeline.add(channel, failureNotice(user))];
    if (answer.kind === 'nothing') return [];
    const { text: reply, fileUrl, attachments } = answer.message;
    const file = fileUrl === undefined ? undefined : await download(fileUrl);
    if (typeof file === 'string') return [];
    return [timeline.add(channel, { author: hook.name, from: 'integration', text: reply, file, attachments })];
  }

  return async (userName, where, text) => {
    const user = directory.user(userName);
    const channel = directory.channel(where);
    if (!directory.channelsOf(user).includes(channel)) throw new TypeError(`${userName} is not a member of ${where}.`);
    if (text.trim() === '') throw new TypeError('There is no text to say.');
    const place = { user, channel, text };

    const [, command] = /^\/(\S+)/u.exec(text) ?? [];
    if (command !== undefined) {
      const hook = integrations.slash(command);
      return hook ? runCommand(hook, place) : [timeline.add(channel, unknownCommand(user, command))];
    }
    const post = timeline.add(channel, { author: user.name, from: 'user', text });
    const replies = integrations.outgoing().map(async (hook) => {
      const word = triggerWord(hook, place);
      return word === undefined ? [] : trigger(hook, word, post, place);
    });
    return [post, ...(await Promise.all(replies)).flat()];
  };
}

/** The longest word that the text begins with, `''` when every message counts, undefined when the hook stays silent. */
function triggerWord({ channel: only, triggerWords }: OutgoingWebhook, { channel, text }: Place): string | undefined {
  if (only && only !== channel) return undefined;
  if (triggerWords.length === 0) return '';
  return triggerWords.filter((word) => text.startsWith(word)).sort((a, b) => b.length - a.length)[0];
}

const SERVER = { author: 'Synology Chat', from: 'server' } as const;

function failureNotice(user: User): Draft {
  const text = '(Only visible to you) Failed to send a request to the bot server. Please contact the bot owner.';
  return { ...SERVER, text, onlyTo: user.name };
}

/** This server's own words: what Chat says to a command that nobody registered is not known. */
function unknownCommand(user: User, command: string): Draft {
  return { ...SERVER, text: `(Only visible to you) There is no command /${command}.`, onlyTo: user.name };
}
