import type { Author } from 'chat';

/** Returns what a user reads who may not use the bot; undefined for a user who may. */
export function refusalFor({ userId }: Author, allowedUsers: readonly string[] | undefined): string | undefined {
  if (allowedUsers?.includes(userId) !== false) return undefined;
  // The id of a webhook's user is in no list, because webhooks may number users differently.
  if (userId.startsWith('webhook:')) return 'I cannot tell here who you are. Write to me directly.';
  return `You may not use this bot. Ask its owner to add your user id, ${userId}, to ALLOWED_USERS.`;
}
