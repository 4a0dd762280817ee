import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';

/** A Redis of one's own on loopback. */
export interface RedisServer {
  readonly port: number;
  /** Ends it and forgets what it held, as nothing is saved. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it for good. */
  cleanUp(): Promise<void>;
}

/** Starts a redis-server; further arguments are settings of it. */
export async function startRedis(...settings: readonly string[]): Promise<RedisServer> {
  const port = await freePort();
  const { scratch, cleanUp } = scratchFolder();
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', ...settings];
  let stop = () => Promise.resolve();
  const start = async () => {
    const child = spawn('redis-server', options, { cwd: scratch, stdio: 'ignore' });
    const ended = new Promise<void>((resolve) => {
      child.on('error', () => {
        resolve();
      });
      child.on('exit', () => {
        resolve();
      });
    });
    const abandon = () => child.kill('SIGKILL');
    process.once('exit', abandon);
    stop = async () => {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', abandon);
    };
    const missing = ended.then(() => {
      throw new Error('redis-server did not start: is it installed, as by apt-get install redis-server?');
    });
    await Promise.race([missing, answers(port)]);
    missing.catch(() => undefined);
  };
  await start();
  return {
    port,
    start,
    stop: () => stop(),
    async cleanUp() {
      await stop();
      cleanUp();
    },
  };
}

async function answers(port: number): Promise<void> {
  while (!(await ping(port))) await pause(20);
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (good: boolean) => {
      socket.destroy();
      resolve(good);
    };
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (data) => {
      end(data.toString().startsWith('+PONG'));
    });
    socket.on('error', () => {
      end(false);
    });
  });
}
