// Posts TEXT to the Slack address ADDRESS with Slack's own client.
import { IncomingWebhook } from '@slack/webhook';

const { ADDRESS = '', TEXT = '' } = process.env;
const { text } = await new IncomingWebhook(ADDRESS).send({ text: TEXT });
console.log(text);
