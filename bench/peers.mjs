// The packages of other chats, each as its documentation shows it. Plain JavaScript: their types are not installed here.
import { DiscordHono } from 'discord-hono';
import { Bot, webhookCallback } from 'grammy';
import { SlackApp } from 'slack-edge';

/** Telegram: a secret in a header, JSON. */
export function grammy(secretToken) {
  // Told who it is, and to put its call into the answer, it asks Telegram nothing.
  const me = { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' };
  const bot = new Bot('1:bench', { botInfo: me, client: { canUseWebhookReply: () => true } });
  bot.on('message:text', (ctx) => ctx.reply(`Pong, ${ctx.from.username}`));
  bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery(`Done, ${ctx.from.username}`));
  return webhookCallback(bot, 'std/http', { secretToken });
}

/** Slack: an HMAC of the body, a form; a press is JSON inside it. */
export function slackEdge(signingSecret) {
  const app = new SlackApp({
    env: { SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: 'xoxb-bench' },
    authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1', botScopes: [] }),
  });
  app.command('/task', async ({ payload }) => {
    const [action, id] = payload.text.split(/\s+/);
    return `${payload.user_name}: ${action} ${id}`;
  });
  app.action('resp', async () => undefined);
  return (request) => app.run(request);
}

/** Discord: an Ed25519 signature of the body, JSON. */
export function discordHono(publicKey) {
  const app = new DiscordHono()
    .command('task', (c) => c.res(`${c.interaction.member.user.username}: ${c.var.action} ${c.var.id}`))
    .component('resp', (c) => c.update().res(`Done, ${c.interaction.member.user.username}`));
  const env = { DISCORD_PUBLIC_KEY: publicKey, DISCORD_APPLICATION_ID: '1', DISCORD_TOKEN: 'bench' };
  return (request) => app.fetch(request, env);
}
