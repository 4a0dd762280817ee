import { Unobserved } from '../caps.ts';
import { urlEncoded } from '../chat-address.ts';
import type { ChatCall } from '../chat-line.ts';
import type { ChatReply } from '../chat-reply.ts';
import type { Experiment } from '../experiment.ts';
import type { Lab } from '../lab.ts';

/** E10: forms of a payload that Chat takes or refuses, with a missing file, so that nothing is posted. */
export const payloadForms: Experiment = {
  id: 'E10',
  title: 'forms of a payload',
  decides: ['jsonBody', 'controlCharacters'],
  async run(lab) {
    const { webhook, world, noteCode } = lab;
    const url = webhook.url('incoming');
    const dry = { text: 'x', file_url: `${world.listenUrl}/f/none.txt` };
    const json = JSON.stringify(dry);
    const form = webhook.form(dry);
    const { body = '' } = form;
    const raw = webhook.form(json.replace('"x"', '"x\ny"'));
    const cases: Readonly<Record<string, ChatCall>> = {
      'the payload is no JSON': webhook.form('{'),
      'no payload': { url, type: urlEncoded, body: 'other=1' },
      'an empty payload': webhook.form({}),
      'the token without quotes': { ...form, url: webhook.url('incoming', {}, false) },
      'the payload in the query of a GET': { url: webhook.url('incoming', { payload: json }), method: 'GET' },
      'no content type': { url, body },
      'an unknown method': { url: webhook.url('survey'), method: 'GET' },
      'version 9': { url: webhook.url('incoming', { version: '9' }), method: 'GET' },
      'a JSON body': { url, type: 'application/json', body: json },
      'a raw line break in the JSON': raw,
    };
    const replies = new Map<string, ChatReply>();
    for (const [name, call] of Object.entries(cases)) {
      const reply = await askAfterPause(lab, call);
      replies.set(name, reply);
      noteCode(name, reply);
    }
    tellAccepted(lab, replies.get('a JSON body'), {
      key: '10.1',
      name: 'jsonBody',
      subject: 'a JSON body',
      refused: 120,
    });
    const control = { key: '11.6', name: 'controlCharacters', subject: 'a raw line break in the JSON', refused: 407 };
    tellAccepted(lab, replies.get('a raw line break in the JSON'), control);
  },
};

/** A missing file or an accepted post show that the payload was read. */
const readCodes = [0, 117, 410];

function tellAccepted(
  lab: Lab,
  reply: ChatReply | undefined,
  { key, name, subject, refused }: { key: string; name: string; subject: string; refused: number },
): void {
  const code = reply?.code;
  if (code === undefined) {
    lab.skip(name, 'Chat did not answer');
    return;
  }
  const isRead = readCodes.includes(code);
  if (!isRead && code !== refused) {
    lab.skip(name, `${subject} is answered with ${code}`);
    return;
  }
  const says = `${subject} is ${isRead ? 'read' : 'refused'}, code ${code}`;
  lab.tell(key, { says, switch: name, how: 'E10', n: 1, trust: 'observed' }, isRead ? 'accept' : 'reject');
}

/** Asks until the answer is not 411. */
async function askAfterPause({ line, rest, world, profile, facts }: Lab, call: ChatCall): Promise<ChatReply> {
  for (let tries = 0; ; tries += 1) {
    await rest();
    const reply = await line.ask(call);
    if (reply.code !== 411 || tries === 4 || facts.isPauseTooLong) return reply;
    profile.noise.tooFast += 1;
    await world.sleep(1000, world.signal);
  }
}

/** E12: whether `channel_ids` of a webhook choose the channel. */
export const channelChoice: Experiment = {
  id: 'E12',
  title: 'a channel in the payload',
  decides: ['channelIds'],
  async run({ post, webhook, tell }) {
    const { code = 0 } = await post(webhook, { text: '.', channel_ids: [999_999_999] });
    if (code !== 0 && code !== 407) throw new Unobserved(`an unknown channel is answered with ${code}`);
    const says = code === 0 ? 'channel_ids are ignored' : 'an unknown channel is refused with 407';
    tell(
      '10.24',
      { says, switch: 'channelIds', how: 'E12', n: 1, trust: 'observed' },
      code === 0 ? 'ignore' : 'follow',
    );
  },
};
