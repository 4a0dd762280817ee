import { createMockChatInstance, selfMessageContract, threadIdContract } from '@chat-adapter/tests';
import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { createSynologyAdapter, type SynologyThreadId } from '../src/index.ts';

const nas = createSimulator({ rateInterval: 0 });
const { url, token } = nas.addBot({ name: 'helper', url: 'http://app.example/' });
const adapter = createSynologyAdapter({ bot: url, send: { fetch: nas.fetch, interval: 0 } });
/** The id of the user `ada`, and of the last post that the adapter sent to her. */
const target = { userId: '2', postId: '' };

threadIdContract<SynologyThreadId>({
  name: 'synology',
  encode: (thread) => adapter.encodeThreadId(thread),
  decode: (id) => adapter.decodeThreadId(id),
  cases: [
    { decoded: { kind: 'dm', id: '4' }, encoded: 'synology:dm:4' },
    { decoded: { kind: 'channel', id: '34' }, encoded: 'synology:channel:34' },
    { decoded: { kind: 'channel', id: 'ops: night/day %' }, encoded: 'synology:channel:ops%3A%20night%2Fday%20%25' },
    { decoded: { kind: 'channel', id: '排程' } },
    { decoded: { kind: 'slash', id: '9d4d1c5e' } },
  ],
  isDM: { fn: (id) => adapter.isDM(id), dmThreadId: 'synology:dm:4', nonDmThreadId: 'synology:channel:4' },
});

selfMessageContract({
  name: 'synology',
  async setup() {
    const chat = createMockChatInstance();
    await adapter.initialize(chat);
    const sent = await adapter.postMessage(`synology:dm:${target.userId}`, 'Hello');
    target.postId = sent.id;
    return { adapter, chat };
  },
  makeOtherMessageRequest: () => botRequest('25769803788'),
  // The protocol names no case in which Chat reports a bot's own post. The request has the id that the last post got.
  makeSelfMessageRequest: () => botRequest(target.postId),
});

describe('the id of a thread', () => {
  it.each([
    '',
    'slack:C1:2',
    'synology',
    'synology:dm:',
    'synology:dm:ada',
    'synology:dm:04',
    `synology:dm:${'9'.repeat(40)}`,
    'synology:room:4',
    'synology:channel:%zz',
  ])('is refused if it is "%s"', (id) => {
    expect(() => adapter.decodeThreadId(id)).toThrow('Not a thread of Synology Chat');
  });

  it('takes any name that JSON can hold', () => {
    expect(adapter.encodeThreadId({ kind: 'channel', id: 'ops\ud83d' })).toBe('synology:channel:ops%EF%BF%BD');
  });
});

function botRequest(postId: string): Request {
  const form = {
    token,
    user_id: target.userId,
    username: 'ada',
    post_id: postId,
    thread_id: '0',
    timestamp: '1',
    text: 'Hi',
  };
  return new Request('http://app.example/', { method: 'POST', body: new URLSearchParams(form) });
}
