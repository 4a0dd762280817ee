import { listUsers } from 'synochat';
import type { Post } from 'synochat-simulator';
import { startSimulator } from 'synochat-simulator/node';
import { freePort } from '../../../packages/synochat/test/process.ts';
import { startServer } from '../../../packages/synochat/test/runtime.ts';

const hostname = '127.0.0.1';

/** The Worker under `wrangler dev` and a Chat on loopback, where mikael and ada approve, and grace does not. */
export async function startOffice() {
  const port = await freePort();
  const at = `http://${hostname}:${port}`;
  const chat = await startSimulator({ users: ['mikael', 'ada', 'grace'], channels: ['general', 'deployments'] });
  const slash = chat.addSlash({ command: 'deploy', url: `${at}/deploy` });
  const bot = chat.addBot({ name: 'approvals', url: `${at}/bot` });
  const webhook = chat.addIncoming({ channel: 'deployments' });
  const users = await listUsers(bot.url, { fetch: chat.fetch });
  const vars = {
    SYNOCHAT_SLASH_TOKEN: slash.token,
    SYNOCHAT_BOT_TOKEN: bot.token,
    SYNOCHAT_BOT: bot.url,
    SYNOCHAT_WEBHOOK: webhook.url,
    APPROVERS: users.flatMap(({ id, name }) => (name === 'grace' ? [] : [id])).join(', '),
  };
  const folder = new URL('../', import.meta.url);
  const worker = await startServer('workerd', { folder, port, readyPath: '/', env: vars });
  for (const { name } of users) await chat.say(name, '@approvals', 'Hello');

  const postsTo = (user: string) => {
    const posts = chat.posts('@approvals');
    return posts.filter(({ channelId }) => channelId === posts.find(({ author }) => author === user)?.channelId);
  };
  /** What the bot shows that user last. */
  const shown = (user: string): Post => {
    const post = postsTo(user).at(-1);
    if (!post) throw new Error(`${user} sees nothing of the bot`);
    return post;
  };
  return {
    ...{ at, chat, worker, vars, shown },
    /** Presses a button as a user of Chat does; gives what takes the place of the post. */
    press: async (user: string, button: string) =>
      (await chat.press(user, shown(user), button)).map(({ text }) => text),
    /** Sends a press as Chat would, for what its page offers nobody. */
    async forge(userName: string, { callbackId = '', value = 'approve', token = bot.token, username = userName }) {
      const user = { user_id: users.find(({ name }) => name === userName)?.id, username };
      const actions = [{ type: 'button', name: 'decision', value, text: 'Approve', style: 'green' }];
      const payload = JSON.stringify({ actions, callback_id: callbackId, post_id: 1, token, user });
      const response = await fetch(`${at}/bot`, { method: 'POST', body: new URLSearchParams({ payload }) });
      return { status: response.status, body: await response.text() };
    },
    /** Sends `/deploy` as Chat would, with these fields, which may be another's. */
    async type(fields: { user_id: number | undefined; username: string; text: string }) {
      const body = new URLSearchParams({ token: slash.token, ...fields, user_id: String(fields.user_id) });
      const response = await fetch(`${at}/deploy`, { method: 'POST', body });
      return { status: response.status, text: ((await response.json()) as { text: string }).text };
    },
    idOf: (name: string) => users.find((user) => user.name === name)?.id,
    /** How many questions are open under that user's eyes. */
    questionsTo: (user: string) => postsTo(user).filter(({ text }) => text.includes('asks to deploy')).length,
    /** Changes that an administrator makes to a user, or a user to their nickname. */
    change: (user: string, changes: { nickname?: string; disabled?: boolean; deleted?: boolean }) =>
      chat.fetch(`${chat.url}/api/users/${user}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(changes),
      }),
    /** What was posted into the channel. */
    results: () => chat.posts('deployments').map(({ text }) => text),
    async stop() {
      await worker.stop();
      await chat.close();
    },
  };
}
