import type { BullClient } from './parts.ts';

/** Scripts of one step, so that no other process comes between. Each has one key. */
const scripts = {
  /** Makes an owner the sender, or prolongs that. */
  synochatLease: `local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`,
  synochatRelease: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`,
  /** Returns the last of that many new ids. */
  synochatIds: `return redis.call('INCRBY', KEYS[1], ARGV[1])`,
  /** Adds to the bytes of a queue, and begins anew with a queue that was empty. */
  synochatBytes: `if ARGV[3] == '1' then redis.call('HSET', KEYS[1], ARGV[1], 0) end
return redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])`,
};

/** Runs a script of the store. */
export async function runScript(
  client: BullClient,
  name: keyof typeof scripts,
  key: string,
  ...args: readonly (string | number)[]
): Promise<number> {
  // Defined for each call: a client that connects anew may be another object.
  client.defineCommand(name, { numberOfKeys: 1, lua: scripts[name] });
  return Number(await client.runCommand(name, [key, ...args]));
}
