import { serve } from '@hono/node-server';
import { startSimulator } from 'synochat-simulator/node';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import { type AppOptions, createApp } from '../app.ts';
import type { Settings } from '../settings.ts';
import { startModel } from './stub-model.ts';

const key = 'sk-synthetic-0123456789';

/** A Chat, the assistant and a model, over real sockets on loopback. */
export async function startTalk({ allowedUsers, ...options }: AppOptions & Pick<Settings, 'allowedUsers'> = {}) {
  const model = await startModel();
  const port = await freePort();
  const chat = await startSimulator({ rateInterval: 100 });
  const bot = chat.addBot({ name: 'assistant', url: `http://127.0.0.1:${port}/` });
  const log: string[] = [];
  const settings = {
    bot,
    model: { baseUrl: model.baseUrl, key, name: 'stub' },
    systemPrompt: 'Be brief.',
    allowedUsers,
  };
  const { app, late } = createApp(settings, { pause: 300, interval: 105, ...options, log: (line) => log.push(line) });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false });
  const stop = async () => {
    await model.stop();
    await Promise.all([chat.close(), new Promise((resolve) => server.close(resolve))]);
  };
  /** Returns the texts of the bot to the user. */
  const heard = (user: string) => {
    const posts = chat.posts('@assistant');
    const { channelId } = posts.find(({ author }) => author === user) ?? {};
    return posts.filter((post) => post.channelId === channelId && post.from === 'integration').map(({ text }) => text);
  };
  /** Types a text as the user; resolves with the new texts of the bot once the answer is complete. */
  const ask = async (user: string, text: string) => {
    const before = heard(user).length;
    await chat.say(user, '@assistant', text);
    await late.settled();
    return heard(user).slice(before);
  };
  return { url: `http://127.0.0.1:${port}/`, model, chat, bot, key, log, late, heard, ask, stop };
}
