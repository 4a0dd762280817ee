import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';

/** The end of a command. */
export interface CommandEnd {
  /** The exit code as a shell has it: 128 and the number of a signal, 127 for an unknown program, 126 for one that cannot run. */
  readonly code: number;
  readonly signal?: NodeJS.Signals | undefined;
  /** Why the command did not start. */
  readonly problem?: string | undefined;
  /** Milliseconds. */
  readonly duration: number;
  /** The last bytes of stdout and stderr, in the order of their arrival. */
  readonly tail: string;
}

const tailBytes = 16_384;
/** Milliseconds without output after the end of the command, after which nothing more is expected. */
const silence = 1000;
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a command with the stdin, stdout and stderr of this program, and passes signals on to the command. */
export function runChild([file = '', ...args]: readonly string[], shell: boolean): Promise<CommandEnd> {
  const start = performance.now();
  const stdio: ['inherit', 'pipe', 'pipe'] = ['inherit', 'pipe', 'pipe'];
  const child = shell ? spawn([file, ...args].join(' '), { shell: true, stdio }) : spawn(file, args, { stdio });
  let tail = Buffer.alloc(0);
  let lastOutput = start;
  const keep = (chunk: Buffer) => {
    lastOutput = performance.now();
    tail = Buffer.concat([tail, chunk]).subarray(-tailBytes);
  };
  passOn(child.stdout, process.stdout, keep);
  passOn(child.stderr, process.stderr, keep);
  const forward = (name: NodeJS.Signals) => {
    // The terminal sends Ctrl+C to the command too. A second SIGINT would make some programs end at once.
    if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name);
  };
  for (const name of forwarded) process.on(name, forward);
  return new Promise((resolve) => {
    const conclude = (end: Pick<CommandEnd, 'code' | 'signal' | 'problem'>) => {
      for (const name of forwarded) process.off(name, forward);
      resolve({ ...end, duration: performance.now() - start, tail: new TextDecoder().decode(tail) });
    };
    child.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      const isUnknown = code === 'ENOENT';
      conclude({ code: isUnknown ? 127 : 126, problem: isUnknown ? 'there is no such program' : code });
    });
    child.on('exit', (code, signal) => {
      const finish = () => {
        clearInterval(timer);
        conclude(signal ? { code: 128 + constants.signals[signal], signal } : { code: code ?? 1 });
      };
      // 'close' never comes while a process that the command left behind holds the output open.
      const timer = setInterval(() => {
        const isRead = !child.stdout.isPaused() && !child.stderr.isPaused();
        if (isRead && performance.now() - lastOutput > silence) finish();
      }, silence);
      child.on('close', finish);
    });
  });
}

/** Writes all that arrives to this program's own stream, as fast as its reader reads. A reader that has left stops nothing. */
function passOn(from: Readable, to: Writable, keep: (chunk: Buffer) => void): void {
  const resume = () => {
    from.resume();
  };
  to.on('drain', resume).on('error', resume).on('close', resume);
  from.on('data', (chunk: Buffer) => {
    keep(chunk);
    if (!to.destroyed && to.writable && !to.write(chunk)) from.pause();
  });
}
