import { listUsers } from 'synochat';
import type { Post } from 'synochat-simulator';
import { startSimulator } from 'synochat-simulator/node';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import { startServer } from '../../../packages/synochat/test/helpers/runtime.ts';
import { startGitHub } from './github.ts';

const hostname = '127.0.0.1';

/** Starts the Worker under `wrangler dev`, a Chat and a stub of GitHub on loopback. mikael and ada approve, grace does not. */
export async function startOffice() {
  const port = await freePort();
  const at = `http://${hostname}:${port}`;
  const chat = await startSimulator({ users: ['mikael', 'ada', 'grace'], channels: ['general', 'deployments'] });
  const slash = chat.addSlash({ command: 'deploy', url: `${at}/deploy` });
  const bot = chat.addBot({ name: 'approvals', url: `${at}/bot` });
  const webhook = chat.addIncoming({ channel: 'deployments' });
  const users = await listUsers(bot.url, { fetch: chat.fetch });
  const github = await startGitHub();
  const vars = {
    SYNOCHAT_SLASH_TOKEN_DEPLOY: slash.token,
    SYNOCHAT_BOT_TOKEN_APPROVALS: bot.token,
    SYNOCHAT_BOT_APPROVALS: bot.url,
    SYNOCHAT_WEBHOOK_DEPLOYMENTS: webhook.url,
    APPROVERS: users.flatMap(({ id, name }) => (name === 'grace' ? [] : [id])).join(', '),
    GITHUB_TOKEN: 'synthetic-github-token',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_WORKFLOW: 'deploy.yml',
    GITHUB_API_URL: github.apiUrl,
  };
  const folder = new URL('../', import.meta.url);
  const worker = await startServer('workerd', { folder, port, readyPath: '/health', env: vars });
  for (const { name } of users) await chat.say(name, '@approvals', 'Hello');

  const postsTo = (user: string) => {
    const posts = chat.posts('@approvals');
    return posts.filter(({ channelId }) => channelId === posts.find(({ author }) => author === user)?.channelId);
  };
  /** Returns the last post of the bot to the user. */
  const shown = (user: string): Post => {
    const post = postsTo(user).at(-1);
    if (!post) throw new Error(`${user} sees nothing of the bot`);
    return post;
  };
  return {
    ...{ at, chat, worker, vars, shown, github },
    /** Presses a button as a user of Chat does. Resolves with the texts that replace the post. */
    press: async (user: string, button: string) =>
      (await chat.press(user, shown(user), button)).map(({ text }) => text),
    /** Sends a press as Chat would, also a press that Chat's page does not offer. */
    async forge(userName: string, { callbackId = '', value = 'approve', token = bot.token, username = userName }) {
      const user = { user_id: users.find(({ name }) => name === userName)?.id, username };
      const actions = [{ type: 'button', name: 'decision', value, text: 'Approve', style: 'green' }];
      const payload = JSON.stringify({ actions, callback_id: callbackId, post_id: 1, token, user });
      const response = await fetch(`${at}/bot`, { method: 'POST', body: new URLSearchParams({ payload }) });
      return { status: response.status, body: await response.text() };
    },
    /** Sends `/deploy` as Chat would, with any fields. */
    async type(fields: { user_id: number | undefined; username: string; text: string }) {
      const body = new URLSearchParams({ token: slash.token, ...fields, user_id: String(fields.user_id) });
      const response = await fetch(`${at}/deploy`, { method: 'POST', body });
      return { status: response.status, text: ((await response.json()) as { text: string }).text };
    },
    idOf: (name: string) => users.find((user) => user.name === name)?.id,
    /** Returns the number of questions that the user sees. */
    questionsTo: (user: string) => postsTo(user).filter(({ text }) => text.includes('asks to deploy')).length,
    /** Changes a user as an administrator would, or a nickname as the user would. */
    change: (user: string, changes: { nickname?: string; disabled?: boolean; deleted?: boolean }) =>
      chat.fetch(`${chat.url}/api/users/${user}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(changes),
      }),
    /** Returns the texts in the channel. */
    results: () => chat.posts('deployments').map(({ text }) => text),
    async stop() {
      await worker.stop();
      await chat.close();
      await github.stop();
    },
  };
}
