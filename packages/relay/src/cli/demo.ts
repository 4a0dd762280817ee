import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from 'synochat-simulator/node';
import { relayKey } from '../key.ts';
import { demoSamples } from './samples.ts';
import { say } from './say.ts';

/** A simulated Chat, and the settings of a relay that posts to it. */
interface Demo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the stored messages, deleted at the end. */
  readonly folder: string;
  /** Posts a sample of each format to the relay on this port. */
  readonly samples: (port: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** The usual port of the simulator. */
const usualPort = 5050;

/** Starts a simulated Chat on this machine. */
export async function startDemo({ PORT, HOST = '127.0.0.1' }: NodeJS.ProcessEnv): Promise<Demo> {
  const chat = await startSimulator({ port: usualPort }).catch(() => startSimulator());
  const { url } = chat.addIncoming({ channel: 'general', name: 'Relay' });
  const folder = mkdtempSync(join(tmpdir(), 'synochat-relay-'));
  return {
    env: { SYNOCHAT_WEBHOOK: url, PORT, HOST },
    folder,
    async samples(port) {
      const key = await relayKey(url);
      for (const { tool, path, init } of demoSamples(key)) {
        const { ok, status } = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', ...init });
        say(ok ? `Posted a notification as ${tool} does` : `The notification of ${tool} was refused with ${status}`);
      }
      say(`\nLook at them in Chat: ${chat.url}/`);
    },
    async end() {
      await chat.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
