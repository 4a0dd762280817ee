import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createSimulator, type Simulator } from 'synochat-simulator';

/** A simulator that listens on a loopback port. */
export interface Room {
  readonly nas: Simulator;
  readonly address: string;
  stop(): Promise<void>;
}

export async function openRoom(): Promise<Room> {
  let answer: Simulator['fetch'] = () => Promise.resolve(new Response('Starting', { status: 503 }));
  const server = createAdaptorServer({ fetch: (req: Request) => answer(req), overrideGlobalObjects: false });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const nas = createSimulator({ origin: address, rateInterval: 0 });
  answer = nas.fetch;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  return { nas, address, stop };
}
