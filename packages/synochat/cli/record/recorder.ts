import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '@synochat/command-line';
import { parseAddress } from 'synochat';
import type { Context } from '../context.ts';
import type { Arrival } from '../hook-server.ts';
import { ownAddresses } from '../own-addresses.ts';
import type { RawRequest } from './capture.ts';
import { createCaptureMaker } from './capture-maker.ts';

/** Writes requests as files without secrets. */
export interface Recorder {
  /** Records a request, unless the token was wrong or the body too large. */
  readonly record: (arrival: Arrival) => void;
  /** Resolves after every file is written. */
  readonly end: () => Promise<void>;
}

/** Creates the folder of a recorder. Throws a `UsageError` if the folder cannot be created. */
export function createRecorder(folder: string, context: Context, token: string | undefined): Recorder {
  const { output, settings } = context;
  const onFile = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      throw new UsageError(`${folder} cannot be written (${code}): choose another folder with --record`);
    }
  };
  onFile(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const maker = createCaptureMaker({
    kind: context.flags.kind,
    source: `synochat listen --record, ${new Date().toISOString().slice(0, 7)}`,
  });
  for (const secret of [token, ...ownAddresses(), ...knownSecrets(settings)]) if (secret) maker.secrets.add(secret);

  let work = Promise.resolve();
  const write = async (request: RawRequest): Promise<void> => {
    const capture = await maker.capture(request);
    if (typeof capture === 'string') {
      output.problem(`Not recorded: ${capture}`);
      return;
    }
    const name = capture.title.replaceAll(' ', '-');
    for (let number = 1; ; number += 1) {
      const path = join(folder, `${String(number).padStart(3, '0')}-${name}.json`);
      try {
        writeFileSync(path, `${JSON.stringify(capture, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
        output.note(`Recorded in ${path}`);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return onFile(() => rethrow(error));
      }
    }
  };
  return {
    record(arrival) {
      if (arrival.kind !== 'event' && arrival.kind !== 'refused') return;
      const { request } = arrival;
      if (arrival.kind === 'refused' && unrecorded.has(arrival.error.code)) return;
      work = work
        .then(() => write(request))
        .catch((error: unknown) => {
          output.problem(error instanceof Error ? error.message : 'A request was not recorded');
        });
    },
    end: () => work,
  };
}

const unrecorded: ReadonlySet<string> = new Set(['token_wrong', 'body_too_large', 'body_timeout']);

function rethrow(error: unknown): never {
  throw error;
}

/** Returns the tokens and hosts of the saved addresses. */
function knownSecrets({ read, named }: Context['settings']): string[] {
  const urls = (['webhook', 'bot'] as const).flatMap((kind) => [
    read(kind)?.value,
    ...Array.from(named(kind).values(), ({ value }) => value),
  ]);
  return [read('base-url')?.value, ...urls].flatMap((url) => {
    if (url === undefined || !URL.canParse(url)) return [];
    const { hostname } = new URL(url);
    try {
      return [hostname, parseAddress(url).token];
    } catch {
      return [hostname];
    }
  });
}
