import * as v from 'valibot';

/** A user to create with the simulator. */
export interface UserInit {
  /** The user name, without blanks at the ends. */
  name: string;
  /**
   * Shown on the page beside the name. Hooks send the nickname as `username`, unless the switch `hookName` is
   * `username`.
   */
  nickname?: string | undefined;
  /** A deleted user is still in `user_list`, but cannot be sent messages. Default: false. */
  deleted?: boolean | undefined;
  /** Like `deleted`, but can be undone. Default: false. */
  disabled?: boolean | undefined;
}

export interface User {
  readonly id: number;
  readonly name: string;
  /** Empty for a user without nickname, as on the wire. */
  readonly nickname: string;
  readonly deleted: boolean;
  readonly disabled: boolean;
}

const init = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'A user needs a name.'), v.maxLength(100)),
  nickname: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  deleted: v.optional(v.boolean(), false),
  disabled: v.optional(v.boolean(), false),
};

export const userInitSchema = v.strictObject(init);
/** Accepts the name of a user in place of an object. */
export const userEntrySchema = v.pipe(
  v.unknown(),
  v.transform((entry) => (typeof entry === 'string' ? { name: entry } : entry)),
  userInitSchema,
);
export const userSchema = v.object({ ...init, id: v.pipe(v.number(), v.integer()) });

/** Returns whether a user can read and write at all. */
export function isActive({ deleted, disabled }: User): boolean {
  return !deleted && !disabled;
}
