// The requests of Telegram, Slack and Discord for the same events, signed beforehand as these servers sign.
import { post } from './requests.ts';

type Sends = () => Request;

export const secrets = { telegram: 'bench-secret-token', slack: 'bench-signing-secret' };
const json = { 'content-type': 'application/json' };
const from = { id: 4, is_bot: false, first_name: 'Mikael', username: 'mikael' };
const chat = { id: 34, type: 'private', first_name: 'Mikael', username: 'mikael' };
const message = { message_id: 9, from, chat, date: 1_647_060_330, text: 'Ping' };

export const telegram = {
  outgoing: update({ update_id: 1, message }, secrets.telegram),
  wrong: update({ update_id: 1, message }, secrets.telegram.toUpperCase()),
  press: update({ update_id: 2, callback_query: { id: '7', from, chat_instance: '3', data: 'ok', message } }),
};

function update(body: object, secret = secrets.telegram): Sends {
  return () => post(JSON.stringify(body), { ...json, 'x-telegram-bot-api-secret-token': secret });
}

/** The signature holds a time, and slack-edge refuses an old one. */
export async function slackRequests(): Promise<{ slash: Sends; wrong: Sends; press: Sends }> {
  const name = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(secrets.slack), name, false, ['sign']);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const send = async (body: string, signed = body): Promise<Sends> => {
    const signature = hex(await crypto.subtle.sign('HMAC', key, encode(`v0:${timestamp}:${signed}`)));
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
    return () => post(body, headers);
  };
  const slash =
    'token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T0001&team_domain=example&channel_id=C34&channel_name=labb&user_id=U4&user_name=mikael&command=%2Ftask&text=add+1234+silent+delay%3D5&trigger_id=13345224609.738474920&response_url=https%3A%2F%2Fhooks.slack.example%2Fcommands%2F1234';
  const payload = {
    ...{ type: 'block_actions', team: { id: 'T0001', domain: 'example' }, user: { id: 'U4', username: 'mikael' } },
    ...{ api_app_id: 'A1', trigger_id: '13345224609.738474920', channel: { id: 'C34', name: 'labb' } },
    actions: [{ type: 'button', block_id: 'abc', action_id: 'resp', value: 'ok', action_ts: '1647060330.6' }],
  };
  const press = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return { slash: await send(slash), wrong: await send(slash, 'another body'), press: await send(press) };
}

export async function discordRequests(): Promise<{ publicKey: string; slash: Sends; wrong: Sends; press: Sends }> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  const timestamp = '1647060330';
  const send = async (interaction: object, signed?: string): Promise<Sends> => {
    const body = JSON.stringify(interaction);
    const bytes = encode(timestamp + (signed ?? body));
    const signature = hex(await crypto.subtle.sign({ name: 'Ed25519' }, pair.privateKey, bytes));
    return () => post(body, { ...json, 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp });
  };
  const common = {
    ...{ id: '1', application_id: '1', token: 'bench', version: 1, guild_id: '2', channel_id: '34' },
    member: { user: { id: '4', username: 'mikael' }, roles: [], permissions: '0' },
  };
  const options = [
    { type: 3, name: 'action', value: 'add' },
    { type: 4, name: 'id', value: 1234 },
    { type: 5, name: 'silent', value: true },
    { type: 4, name: 'delay', value: 5 },
  ];
  const task = { ...common, type: 2, data: { id: '5', name: 'task', type: 1, options } };
  const press = { ...common, type: 3, data: { component_type: 2, custom_id: 'resp;ok' } };
  const publicKey = hex(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { publicKey, slash: await send(task), wrong: await send(task, 'another body'), press: await send(press) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
