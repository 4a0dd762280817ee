import { computed, signal } from '@preact/signals';
import { api, type Post, type Room, type User } from './api.ts';
import { isRecordOf, isText, storedSignal } from './stored.ts';

/** Users, channels and commands of the server, and the current user and place. */
export const room = signal<Room>({ users: [], channels: [], commands: [] });
const myName = storedSignal('user', '', isText);
const places = storedSignal('places', {}, isRecordOf(isText));

export const posts = signal<readonly Post[]>([]);
export const connection = signal<'opening' | 'live' | 'lost'>('opening');

export const activeUsers = computed(() => room.value.users.filter(({ deleted, disabled }) => !deleted && !disabled));

export const me = computed<User | undefined>(
  () => activeUsers.value.find(({ name }) => name === myName.value) ?? activeUsers.value[0],
);

/** The name of the open channel, or `@` and the name of the open bot. */
export const place = computed(() => {
  const open = me.value?.channels ?? [];
  const chosen = places.value[me.value?.name ?? ''];
  return open.find((name) => name === chosen) ?? open[0] ?? '';
});

export const postsByPlace = computed(() => {
  const map = new Map<string, Post[]>();
  for (const post of posts.value) {
    const list = map.get(post.channel);
    if (list) list.push(post);
    else map.set(post.channel, [post]);
  }
  return map;
});

const isNumber = (value: unknown): value is number => typeof value === 'number';
/** The time of the newest post that a user has seen, by place. */
const newestSeen = storedSignal<Readonly<Record<string, number>>>('seen', {}, isRecordOf(isNumber));
const drafts = storedSignal<Readonly<Record<string, string>>>('drafts', {}, isRecordOf(isText));

const placeKey = (where: string) => JSON.stringify([me.value?.name, where]);

export const unread = computed(() => {
  const mine = me.value?.name;
  const counts = new Map<string, number>();
  for (const [where, list] of postsByPlace.value) {
    const until = newestSeen.value[placeKey(where)] ?? 0;
    counts.set(
      where,
      list.filter(({ author, from, sentAt }) => sentAt > until && !(from === 'user' && author === mine)).length,
    );
  }
  return counts;
});

export function lastSeen(where: string): number {
  return newestSeen.peek()[placeKey(where)] ?? 0;
}

export function markSeen(where: string): void {
  const newest = postsByPlace.value.get(where)?.at(-1)?.sentAt ?? 0;
  if (newest > lastSeen(where)) newestSeen.value = { ...newestSeen.peek(), [placeKey(where)]: newest };
}

export const draft = computed(() => drafts.value[placeKey(place.value)] ?? '');

/** Returns the key of the current draft: the user and the place. */
export const draftPlace = (): string => placeKey(place.peek());

/** Restores a text that could not be sent, unless there is already another draft. */
export function restoreDraft(where: string, text: string): void {
  if (!drafts.peek()[where]) drafts.value = { ...drafts.peek(), [where]: text };
}

export function setDraft(text: string): void {
  const { [placeKey(place.peek())]: _, ...others } = drafts.peek();
  drafts.value = text === '' ? others : { ...others, [placeKey(place.peek())]: text };
}

export function become(name: string): void {
  myName.value = name;
}

export function goTo(where: string): void {
  places.value = { ...places.peek(), [me.peek()?.name ?? '']: where };
}

export async function loadRoom(): Promise<void> {
  room.value = await api.room();
}

/** Returns the other user of a channel with two members, or undefined for any other channel. */
export function otherOf(where: string): string | undefined {
  const { type, members = [] } = room.value.channels.find(({ name }) => name === where) ?? {};
  return type === 'private' && members.length === 2 ? members.find((name) => name !== me.value?.name) : undefined;
}

/** Opens the private channel of two people, and creates the channel if needed. */
export async function goToUser(other: string): Promise<void> {
  const existing = me.peek()?.channels.find((where) => otherOf(where) === other);
  if (existing !== undefined) {
    goTo(existing);
    return;
  }
  const members = [me.peek()?.name ?? '', other].sort();
  const { name } = await api.addChannel({ name: members.join(', '), members });
  await loadRoom();
  goTo(name);
}
