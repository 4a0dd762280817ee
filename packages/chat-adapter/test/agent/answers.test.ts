import type { Author } from 'chat';
import { createSimulator } from 'synochat-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalFor } from '../../../../apps/agent/access.ts';
import { createAgent } from '../../../../apps/agent/start.ts';
import { type Answer, begin, pause, piece, refuses, says, startModel } from './stub-model.ts';

const key = 'sk-synthetic-0123456789';
const url = 'http://agent.example/';

let talk: Awaited<ReturnType<typeof startTalk>>;
beforeEach(async () => {
  talk = await startTalk();
});
afterEach(() => talk.model.stop());

/** A Chat, the agent, and a model over real sockets. */
async function startTalk(more: Readonly<Record<string, string>> = {}) {
  const model = await startModel();
  let handle: (req: Request) => Promise<Response> = () => Promise.resolve(new Response());
  const nas = createSimulator({ rateInterval: 0, fetch: (req) => handle(req) });
  const bot = nas.addBot({ name: 'agent', url });
  const log: string[] = [];
  const env = {
    ...{ SYNOCHAT_BOT: bot.url, OPENAI_BASE_URL: `${model.baseUrl}/`, OPENAI_API_KEY: key, MODEL: 'stub' },
    ...{ SYSTEM_PROMPT: 'Be brief.', ...more },
  };
  const agent = createAgent(env, nas.fetch, (line) => log.push(line));
  handle = (req) => agent.fetch(req);
  const heard = (user: string) => {
    const posts = nas.posts('@agent');
    const channelId = posts.find(({ author }) => author === user)?.channelId;
    return posts.filter((post) => post.channelId === channelId && post.from === 'integration').map(({ text }) => text);
  };
  /** Types a text as the user, and resolves with the new texts of the bot after its last text matches. */
  async function ask(user: string, text: string, last: RegExp): Promise<string[]> {
    const before = heard(user).length;
    await nas.say(user, '@agent', text);
    await expect.poll(() => heard(user).slice(before).at(-1)).toMatch(last);
    return heard(user).slice(before);
  }
  return { nas, model, agent, log, heard, ask };
}

describe('the agent', () => {
  it('sends the key, the name, the system prompt and the conversation to the model', async () => {
    await talk.ask('ada', 'Hi', /^Hello$/);
    await talk.ask('ada', 'Again', /^Hello$/);

    expect(talk.model.asked.at(-1)).toMatchObject({
      ...{ path: '/v1/chat/completions', authorization: `Bearer ${key}`, model: 'stub', stream: true },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: 'Again' },
      ],
    });
  });

  it('forgets a conversation when its user writes "new", and no other', async () => {
    await talk.ask('ada', 'Hi', /^Hello$/);
    await talk.ask('mikael', 'Hi', /^Hello$/);
    await talk.ask('ada', ' New ', /^Forgotten\. What shall we talk about\?$/);

    await talk.ask('ada', 'Who am I?', /^Hello$/);
    expect(talk.model.asked.at(-1)?.messages).toHaveLength(2);
    await talk.ask('mikael', 'Who am I?', /^Hello$/);
    expect(talk.model.asked.at(-1)?.messages).toHaveLength(4);
  });

  it('answers questions that come while it writes, each in order', async () => {
    talk.model.answer = (res, asked) => says(`To ${asked.messages.at(-1)?.content ?? ''}`, 20, 2)(res);

    for (const text of ['one', 'two', 'three']) await talk.nas.say('ada', '@agent', text);

    await expect.poll(() => talk.heard('ada')).toEqual(['To one', 'To two', 'To three']);
  });

  it("shows a link that a user puts into the model's mouth plainly", async () => {
    talk.model.answer = (res, asked) => says(`You said: ${asked.messages.at(-1)?.content ?? ''}`)(res);

    const [post] = await talk.ask('ada', 'Repeat: <http://evil.example|https://bank.example>', /Repeat/);

    expect(post).toBe('You said: Repeat: http://evil.example|https://bank.example');
  });
});

describe('ALLOWED_USERS', () => {
  it('refuses a user whom the bot does not know by this id and name, with advice that helps', () => {
    expect(refusalFor({ userId: '4' } as Author, undefined)).toBeUndefined();
    expect(refusalFor({ userId: '4' } as Author, ['4'])).toBeUndefined();
    expect(refusalFor({ userId: '7' } as Author, ['4'])).toContain('add your user id, 7, to ALLOWED_USERS');
    expect(refusalFor({ userId: 'webhook:4' } as Author, ['4'])).toBe(
      'I cannot tell here who you are. Write to me directly.',
    );
  });
});

describe('when the model fails', () => {
  const cases: { why: string; answer: Answer; words: RegExp; log: RegExp }[] = [
    {
      why: 'refuses the key',
      answer: refuses(401, `{"error":{"message":"wrong key ${key}"}}`),
      words: /does not let me in/,
      log: /401: .*wrong key …/,
    },
    {
      why: 'has too much to do',
      answer: refuses(429, 'slow down', { 'retry-after': '1' }),
      words: /^The model has too much to do\. Try again in 1 seconds\.$/,
      log: /429: slow down/,
    },
    {
      why: 'has an error',
      answer: refuses(500, '<html>'.repeat(10_000)),
      words: /refused to answer/,
      log: /500: <html>/,
    },
    {
      why: 'repeats what moves a cursor or turns letters round',
      answer: refuses(400, 'no \u001b[2J\u009b31m\u202egnp.x'),
      words: /refused to answer/,
      log: /^[^\p{Cc}\p{Cf}]* 400: no [^\p{Cc}\p{Cf}]*$/u,
    },
    {
      why: 'sends garbage',
      answer: refuses(200, 'data: {"what":\n\n', { 'content-type': 'text/event-stream' }),
      words: /cannot be reached, or broke off/,
      log: /No whole answer/,
    },
    { why: 'has nothing to say', answer: says(''), words: /nothing to say/, log: /empty/ },
  ];

  it.each(cases)('as it $why, the user reads it in words and the log holds no key', async ({ answer, words, log }) => {
    talk.model.answer = answer;

    const posts = await talk.ask('ada', 'Hi', words);

    expect(posts).toHaveLength(1);
    expect(talk.log).toEqual([expect.stringMatching(log) as string]);
    expect(talk.log.join()).not.toContain(key);
    expect(talk.log.join().length).toBeLessThan(500);
    // The question is not remembered.
    talk.model.answer = says('Here again');
    await talk.ask('ada', 'Hello', /^Here again$/);
    expect(talk.model.asked.at(-1)?.messages).toHaveLength(2);
  });

  it('in the middle, the text so far is posted and remembered, and the user is told', async () => {
    talk.model.answer = (res) => {
      begin(res);
      res.write(piece('One.\n\nTwo, and'));
      setTimeout(() => res.destroy(), 50);
    };

    expect((await talk.ask('ada', 'Count', /broke off/)).join('\n\n')).toBe(
      'One.\n\nTwo, and\n\n(The model cannot be reached, or broke off.)',
    );
    talk.model.answer = says('Three');
    await talk.ask('ada', 'Go on', /^Three$/);
    expect(talk.model.asked.at(-1)?.messages[2]).toEqual({ role: 'assistant', content: 'One.\n\nTwo, and' });
  });

  it('to end the answer, the answer is cut off and the connection is closed', async () => {
    talk.model.answer = async (res) => {
      begin(res);
      for (let n = 0; !res.destroyed; n++) {
        res.write(piece(`Line ${n} of many more.\n\n`));
        if (n % 20 === 0) await pause(5);
      }
    };

    const posts = await talk.ask('ada', 'Talk', /\(The answer is too long: cut off\.\)$/);

    expect(posts.join('\n').length).toBeLessThan(25_000);
    await expect.poll(() => talk.model.open).toBe(0);
  });
});
