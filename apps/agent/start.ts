import { createMemoryState } from '@chat-adapter/state-memory';
import { createRedisState } from '@chat-adapter/state-redis';
import { createSynologyAdapter } from 'chat-adapter-synology';
import { type Fetch, listUsers } from 'synochat';
import { createBot } from './bot.ts';
import { readSettings, type Settings, type Variables } from './settings.ts';

/** The longest time in milliseconds in which running answers are written to the end after SIGTERM or SIGINT. */
const patience = 25_000;

/** Milliseconds for which a request waits until Redis is back. */
const longest = 10_000;

/** The agent as a server's handler. */
export interface Agent {
  /** Answers Chat at any path, and `/health`. */
  readonly fetch: (req: Request, options?: { waitUntil?: (task: Promise<unknown>) => void }) => Promise<Response>;
  /** Prints whether Chat answers at the bot's address. The agent serves also while Chat is away. */
  readonly check: () => Promise<void>;
  /** Resolves when the running answers are written, after 25 seconds at the latest. */
  readonly stop: () => Promise<void>;
}

/** Returns the agent. Throws an `Error` with one line if a variable is missing or invalid. */
export function createAgent(env: Variables, fetch?: Fetch, log: (line: string) => void = console.error): Agent {
  const settings = readSettings(env);
  const send = fetch ? { fetch } : {};
  const { bot: url, slashToken } = settings;
  const adapter = createSynologyAdapter({ bot: url, send, ...(slashToken && { slashTokens: slashToken }) });
  const { key } = settings;
  const hush = (line: string) => {
    log((key === undefined ? line : line.replaceAll(key, '…')).slice(0, 350));
  };
  const state = stateOf(settings);
  const bot = createBot({ ...settings, adapter, state, log: hush });
  // Reads, because a connection may be dead without an event.
  const isReady = async () => {
    await state.connect();
    await state.get('ready');
    return true;
  };
  return {
    async fetch(req, options) {
      if (new URL(req.url).pathname === '/health') return new Response('ok');
      // Chat tells the user about a 503. An acknowledged message would be lost.
      const isServing = await orAfter(longest, isReady(), () => false).catch(() => false);
      return isServing ? bot.webhooks.synology(req, options) : new Response(null, { status: 503 });
    },
    async check() {
      const users = await listUsers(url, send).catch((error: unknown) => (error as Error).message);
      if (typeof users === 'string') log(`SYNOCHAT_BOT does not work yet: ${users}`);
      else console.log(`Chat answers: ${users.length} users can write to the bot`);
    },
    stop: () => orAfter(patience, bot.shutdown(), () => undefined),
  };
}

/** Settles like the work, or resolves with the substitute after `ms` milliseconds. */
async function orAfter<T>(ms: number, work: Promise<T>, substitute: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>(
    (resolve) =>
      (timer = setTimeout(() => {
        resolve(substitute());
      }, ms)),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function stateOf({ redisUrl }: Settings) {
  return redisUrl === undefined ? createMemoryState() : createRedisState({ url: redisUrl });
}
