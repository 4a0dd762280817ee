import { discordHono, grammy, slackEdge } from '../peers.mjs';
import * as byHand from './by-hand.ts';
import { glue, parseBody } from './in-hono.ts';
import * as ours from './ours.ts';
import { discordRequests, secrets, slackRequests, telegram } from './peer-requests.ts';
import { outgoing, post, press, slash, wrong } from './requests.ts';

/** A request and what handles it, in one process. */
export interface Subject {
  readonly name: string;
  readonly send: () => Request;
  readonly handle: (req: Request) => Response | Promise<Response>;
}

export interface Case {
  readonly title: string;
  readonly status: number;
  /** Part of every answer. */
  readonly answer: string;
  /** The first is what the others are compared with. */
  readonly subjects: readonly Subject[];
}

/** Made within a request: workerd signs and draws random numbers nowhere else. */
export async function createCases(): Promise<Case[]> {
  const slack = await slackRequests();
  const discord = await discordRequests();
  const [telegramApp, slackApp, discordApp] = [
    grammy(secrets.telegram),
    slackEdge(secrets.slack),
    discordHono(discord.publicKey),
  ];
  const chat =
    (body: string) =>
    (name: string, handle: Subject['handle']): Subject => ({ name, send: () => post(body), handle });
  const [message, command, forged, button] = [chat(outgoing), chat(slash), chat(wrong), chat(press)];
  return [
    {
      ...{ title: 'An outgoing webhook', status: 200, answer: 'Pong' },
      subjects: [
        message('by hand, no validation', byHand.outgoing),
        message('body read, constant answer', byHand.bare),
        message('by hand, in bounds, validated', byHand.outgoingInFull),
        message('synochat', ours.outgoing),
        message('synochat/hono', glue.outgoing),
        message('Hono, parseBody', parseBody.outgoing),
        { name: 'grammY', send: telegram.outgoing, handle: telegramApp },
      ],
    },
    {
      ...{ title: 'A slash command with four parameters', status: 200, answer: 'mikael: add 1234' },
      subjects: [
        command('by hand, with valibot', byHand.slashValidated),
        command('by hand, no validation', byHand.slash),
        command('synochat', ours.slash),
        command('synochat/hono', glue.slash),
        command('Hono, parseBody', parseBody.slash),
        { name: 'slack-edge', send: slack.slash, handle: slackApp },
        { name: 'discord-hono', send: discord.slash, handle: discordApp },
      ],
    },
    {
      ...{ title: 'A wrong token', status: 401, answer: '' },
      subjects: [
        forged('by hand, no validation', byHand.outgoing),
        forged('synochat', ours.outgoing),
        forged('synochat/hono', glue.outgoing),
        forged('Hono, parseBody', parseBody.outgoing),
        { name: 'grammY', send: telegram.wrong, handle: telegramApp },
        { name: 'slack-edge', send: slack.wrong, handle: slackApp },
        { name: 'discord-hono', send: discord.wrong, handle: discordApp },
      ],
    },
    {
      ...{ title: 'The press of a button', status: 200, answer: '' },
      subjects: [
        button('by hand, no validation', byHand.press),
        button('synochat', ours.press),
        button('synochat/hono', glue.press),
        button('Hono, parseBody', parseBody.press),
        { name: 'grammY', send: telegram.press, handle: telegramApp },
        { name: 'slack-edge', send: slack.press, handle: slackApp },
        { name: 'discord-hono', send: discord.press, handle: discordApp },
      ],
    },
    {
      ...{ title: 'An outgoing webhook, step by step', status: 200, answer: 'Pong' },
      subjects: [
        message('by hand, no validation', byHand.outgoing),
        message('the body read as that of a response', byHand.outgoingAsResponse),
        message('a timer for the body', byHand.outgoingInTime),
        message('a look at its type and length', byHand.outgoingInBounds),
        message('every field validated, an event', byHand.outgoingInFull),
        message('`parseOutgoing` and `respond` instead', ours.parsedOutgoing),
        message('`chatHandler`: never rejects', ours.outgoing),
      ],
    },
    {
      ...{ title: 'A wrong token, step by step', status: 401, answer: '' },
      subjects: [
        forged('by hand, no validation', byHand.outgoing),
        forged('the bounds of an outgoing webhook', byHand.outgoingInBounds),
        forged('an error refuses, and is answered outside', byHand.outgoingOrError),
        forged('`parseOutgoing` and `getResponse` instead', ours.caughtOutgoing),
        forged('`chatHandler`: never rejects', ours.outgoing),
      ],
    },
    {
      ...{ title: 'The press of a button, step by step', status: 200, answer: '' },
      subjects: [
        button('by hand, no validation', byHand.press),
        button('the bounds of an outgoing webhook', byHand.pressInBounds),
        button('every field validated by valibot', byHand.pressInFull),
        button('`parseBot` and `respond` instead', ours.parsedPress),
        button('`chatHandler`: never rejects', ours.press),
      ],
    },
  ];
}
