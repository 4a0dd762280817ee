import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { memoryLimiter, type RateLimiter } from 'synochat';

/** Milliseconds between two posts of an integration, as the default of the library. */
const interval = 505;
/** A reservation takes a millisecond or two, so a lock file that stays the same for this time is a dead process's. */
const staleAfter = 1000;
/** Milliseconds for a lock at most. Then the message is posted without a slot. */
const lockPatience = 5000;
/** A later slot is no reservation: the file is damaged. */
const furthestSlot = 3_600_000;

/** The next free slot of an integration, and when the last process reserved a slot. Milliseconds since 1970. */
interface SlotFile {
  readonly reservedAt: number;
  readonly next: number;
}

/**
 * Creates a limiter for all processes of a user on this machine, so that ten commands at once post one after another. A
 * file of a few bytes in the state folder holds the next free slot of an integration. Its name is a hash.
 *
 * If the folder cannot be written, each process has its own pace, and retries a post that Chat refuses as too early.
 */
export function slotFileLimiter(env: NodeJS.ProcessEnv): RateLimiter {
  const alone = memoryLimiter();
  return {
    async reserve(key, signal) {
      try {
        const folder = openStateFolder(env);
        return await withLock(join(folder, `${key}.lock`), () => reserveIn(join(folder, `${key}.json`)), signal);
      } catch {
        signal?.throwIfAborted();
        return alone.reserve(key);
      }
    },
  };
}

/**
 * Returns the state folder of the XDG specification, which says to ignore a relative path. The home folder is never
 * created: system users have a home such as /nonexistent.
 */
function openStateFolder({ XDG_STATE_HOME: stateHome = '' }: NodeJS.ProcessEnv): string {
  const home = homedir();
  if (!isAbsolute(stateHome)) statSync(home);
  const folder = join(isAbsolute(stateHome) ? stateHome : join(home, '.local', 'state'), 'synochat');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Takes the next slot and returns the milliseconds until the slot begins. */
function reserveIn(path: string): number {
  const now = Date.now();
  const { reservedAt, next } = readSlotFile(path);
  // A reservation of the future was made before the clock was set back.
  const isValid = reservedAt <= now && next - reservedAt <= furthestSlot;
  const slot = isValid ? Math.max(now, next) : now;
  writeFileSync(path, JSON.stringify({ reservedAt: now, next: slot + interval }), { mode: 0o600 });
  return slot - now;
}

function readSlotFile(path: string): SlotFile {
  const none = { reservedAt: 0, next: 0 };
  try {
    const { reservedAt, next } = JSON.parse(readFileSync(path, 'utf8')) as Partial<SlotFile>;
    return typeof reservedAt === 'number' && typeof next === 'number' ? { reservedAt, next } : none;
  } catch {
    // The file is absent, or its writer was killed.
    return none;
  }
}

/**
 * Runs the work while this process owns the lock file. Rejects if the lock is not free in time or if the folder cannot be
 * written. If two processes delete a stale lock at once, both may run: the worst is a post that Chat refuses as too early,
 * and the sender posts it again.
 */
async function withLock<Result>(path: string, work: () => Result, signal?: AbortSignal): Promise<Result> {
  await takeLock(path, signal);
  // Synchronous: an owner that waits for its turn of the loop would keep all others waiting.
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function takeLock(path: string, signal: AbortSignal | undefined): Promise<void> {
  const start = performance.now();
  let seen = { id: '', since: start };
  for (;;) {
    try {
      closeSync(openSync(path, 'wx', 0o600));
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const now = performance.now();
      // Windows refuses a name whose file is being deleted.
      const isTaken = code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32');
      if (!isTaken || now - start > lockPatience) throw error;
      // The clock of the disk may differ, so the age of a lock is measured here.
      const id = identityOf(path);
      if (id !== seen.id) seen = { id, since: now };
      else if (id !== '' && now - seen.since > staleAfter) rmSync(path, { force: true });
    }
    await pause(5 + Math.random() * 10, undefined, { signal });
  }
}

function identityOf(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false });
  return info ? `${info.ino} ${info.mtimeMs}` : '';
}
