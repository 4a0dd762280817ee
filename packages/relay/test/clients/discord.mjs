// Posts TEXT with the webhook client of discord.js. ADDRESS replaces the address of Discord's API, KEY is the token.
import { WebhookClient } from 'discord.js';

const { ADDRESS = '', KEY = '', TEXT = '' } = process.env;
const client = new WebhookClient({ id: '123456789012345678', token: KEY }, { rest: { api: ADDRESS } });
const { id, content } = await client.send({ content: TEXT });
console.log(typeof id, typeof content);
