import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const switchesSchema = v.strictObject({
  /**
   * Whether `incoming` takes a JSON object as the whole body, without `payload=`. The official help says yes, two
   * clients say no; `reject` answers 120 as if there were no payload. Default: `accept`.
   */
  jsonBody: v.optional(v.picklist(['accept', 'reject']), 'accept'),
  /** The longest text of one post, in `lengthUnit`. Five clients count 2000, some 4000. Default: 2000. */
  maxTextLength: v.optional(v.pipe(count, v.minValue(1)), 2000),
  /** What `maxTextLength` counts: Unicode code points, UTF-16 code units or UTF-8 bytes. Default: `codepoint`. */
  lengthUnit: v.optional(v.picklist(['codepoint', 'utf16', 'byte']), 'codepoint'),
  /** A text over the limit is refused with 410, or cut without a word as one report says. Default: `reject`. */
  tooLong: v.optional(v.picklist(['reject', 'truncate']), 'reject'),
  /** Milliseconds that must lie between two posts; sooner is 411. 0 turns the rule off. Default: 500. */
  rateInterval: v.optional(milliseconds, 500),
  /** Whose posts count for the interval: those of the same token, or those of every token. Default: `token`. */
  rateScope: v.optional(v.picklist(['token', 'server']), 'token'),
  /** The largest file fetched from a `file_url`, in bytes; more is 409. Default: 32 MiB, the official limit. */
  maxFileBytes: v.optional(count, 32 * 1024 * 1024),
  /** Milliseconds for a `file_url` to arrive; later is 117. Chat's own time is unknown. Default: 30000. */
  fileTimeout: v.optional(v.pipe(milliseconds, v.minValue(1)), 30_000),
  /** A `file_url` whose path ends without a file extension is refused with 117, as one author found. Default: false. */
  requireFileExtension: v.optional(v.boolean(), false),
  /** Milliseconds before the web API answers. The work, the rate rule too, is done on arrival. Default: 0. */
  latency: v.optional(milliseconds, 0),
  /**
   * Each hook is preceded by a HEAD request; an answer other than 2xx marks the hook as broken and nothing more is
   * sent to it while this is on. Reported once. Default: false.
   */
  headProbe: v.optional(v.boolean(), false),
  /** A 204 from an app shows the failure notice, as one report says. Default: false, 204 is as good as an empty 200. */
  strictAck: v.optional(v.boolean(), false),
  /** Milliseconds an app has for its whole answer. Chat's own time is unknown. Default: 10000. */
  hookTimeout: v.optional(v.pipe(milliseconds, v.minValue(1)), 10_000),
  /** How often a failed hook is sent again, at once and unchanged. Nobody saw Chat do it. Default: 0. */
  retries: v.optional(v.pipe(count, v.maxValue(100)), 0),
  /** A blank in a hook's form body is sent as `%20` or as `+`. Default: `percent`. */
  spaceEncoding: v.optional(v.picklist(['percent', 'plus']), 'percent'),
  /** Hooks are sent as a form or as one JSON object of strings, which one receiver claims. Default: `form`. */
  hookFormat: v.optional(v.picklist(['form', 'json']), 'form'),
  /** A slash command is sent with `token`, `user_id`, `username` and `text` only. Default: false. */
  minimalSlash: v.optional(v.boolean(), false),
  /** `trigger_word` is left out when no word matched, instead of being empty. Default: false. */
  omitEmptyTrigger: v.optional(v.boolean(), false),
  /** Added to the `user_id` of outgoing webhooks: it was once reported to differ from the user's chat id. Default: 0. */
  webhookUserIdOffset: v.optional(v.pipe(v.number(), v.integer()), 0),
});

/** Every disputed behaviour of Synology Chat and every fault, by name. May be changed while the server runs. */
export type Switches = v.InferOutput<typeof switchesSchema>;

/** Some of the switches; what is left out or undefined keeps its default. */
export type SwitchOptions = { readonly [Name in keyof Switches]?: Switches[Name] | undefined };

/** The whole set from some of it. Throws a `TypeError` that names every wrong value and every unknown name. */
export function readSwitches(some: unknown): Switches {
  const result = v.safeParse(switchesSchema, some);
  if (result.success) return result.output;
  throw new TypeError(
    result.issues.map((issue) => `${v.getDotPath(issue) ?? 'switches'}: ${issue.message}`).join('; '),
  );
}

/** The switches among other options. */
export function pickSwitches(options: SwitchOptions): SwitchOptions {
  const names = new Set(Object.keys(switchesSchema.entries));
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.has(name)));
}
