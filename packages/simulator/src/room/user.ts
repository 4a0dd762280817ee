import * as v from 'valibot';

/** A user who is there from the beginning. */
export interface UserInit {
  /** The user name, without blanks at its ends. */
  name: string;
  /** Shown on the page beside the name. Hooks send it as the `username`; the switch `hookName` changes that. */
  nickname?: string | undefined;
  /** Gone from the server; still in `user_list`, but nothing can be sent. Default: false. */
  deleted?: boolean | undefined;
  /** As good as gone, but it can be undone. Default: false. */
  disabled?: boolean | undefined;
}

export interface User {
  readonly id: number;
  readonly name: string;
  /** Empty for none, as on the wire. */
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
/** A name stands for a user of that name. */
export const userEntrySchema = v.pipe(
  v.unknown(),
  v.transform((entry) => (typeof entry === 'string' ? { name: entry } : entry)),
  userInitSchema,
);
export const userSchema = v.object({ ...init, id: v.pipe(v.number(), v.integer()) });

/** Whether a user can read and write at all. */
export function isActive({ deleted, disabled }: User): boolean {
  return !deleted && !disabled;
}
