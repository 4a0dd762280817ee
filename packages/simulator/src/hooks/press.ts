import type { Channel } from '../room/channel.ts';
import type { Integrations } from '../room/integrations.ts';
import type { PostedAttachment, PostedButton } from '../room/message.ts';
import type { Post } from '../room/post.ts';
import { isActive, type User } from '../room/user.ts';
import type { Server } from '../server.ts';
import { type Deliver, hookUrl } from './deliver.ts';
import { noPressTarget } from './notices.ts';

/** A button by its text, or by position: the index of the attachment and of the button, from 0. */
export type ButtonChoice = string | { readonly attachment: number; readonly button: number };

export type Press = (user: string, post: Pick<Post, 'id'>, button: ButtonChoice) => Promise<readonly Post[]>;

/**
 * Presses a button as a user. The author of the post, a bot or an outgoing webhook, receives the press. An incoming
 * webhook has no URL to receive a press. An answer replaces the post, and an empty answer leaves the post unchanged.
 * Whether several users may press a button, or a user more than once, is unknown: the simulator allows both.
 */
export function createPress(server: Server, deliver: Deliver): Press {
  const { directory, integrations, timeline } = server;

  /** Returns the current post and the channel. Throws a `TypeError` if the user does not see the post. */
  function findVisible(user: User, id: string): { post: Post; channel: Channel } {
    const post = timeline.get(id);
    const channel = post && directory.placeOf(post, user);
    if (channel) return { post, channel };
    throw new TypeError(`${user.name} sees no post ${id}.`);
  }

  return async (userName, { id }, choice) => {
    const user = directory.user(userName);
    if (!isActive(user)) throw new TypeError(`${userName} is deleted or disabled.`);
    const { post, channel } = findVisible(user, id);
    const { attachment, button } = findButton(post, choice);

    const why = whyNoTarget(post, integrations);
    if (why !== undefined) return [timeline.add(channel, noPressTarget(user, why))];
    const { callbackId } = attachment;
    return deliver('press', post.authorId, { user, channel, postId: id, callbackId, button });
  };
}

function findButton(
  { id, attachments }: Post,
  choice: ButtonChoice,
): { attachment: PostedAttachment; button: PostedButton } {
  const all = attachments.flatMap((attachment, at) =>
    attachment.buttons.map((button, buttonAt) => ({ attachment, button, at, buttonAt })),
  );
  const match =
    typeof choice === 'string'
      ? all.find(({ button }) => button.text === choice)
      : all.find(({ at, buttonAt }) => at === choice.attachment && buttonAt === choice.button);
  if (match) return match;
  const what = typeof choice === 'string' ? `"${choice}"` : `${choice.attachment}.${choice.button}`;
  throw new TypeError(`Post ${id} has no button ${what}. It has: ${all.map(({ button }) => button.text).join(', ')}.`);
}

function whyNoTarget({ from, authorId, onlyTo }: Post, integrations: Integrations): string | undefined {
  const maker = from === 'integration' ? integrations.find(authorId) : undefined;
  if (!maker) return 'the integration behind the post was deleted';
  if (maker.kind === 'incoming') return 'an incoming webhook has no address for presses';
  if (maker.kind === 'slash' || onlyTo !== undefined)
    return 'the post answers a slash command, which has no address for presses';
  if (!maker.enabled) return 'the integration behind the post is disabled';
  return hookUrl(maker) === undefined ? 'the bot has no address' : undefined;
}
