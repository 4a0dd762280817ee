import type { Author } from 'chat';

/** Returns what a user reads who may not use the bot; undefined for a user who may. */
export function refusalFor({ userId }: Author, allowedUsers: readonly string[] | undefined): string | undefined {
  if (allowedUsers?.includes(userId) !== false) return undefined;
  return `You may not use this bot. Ask its owner to add your user id, ${userId}, to ALLOWED_USERS.`;
}
