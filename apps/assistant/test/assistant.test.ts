import { listUsers } from 'synochat';
import { createSimulator } from 'synochat-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { begin, pause, piece, refuses, says } from './stub-model.ts';
import { startTalk } from './talk.ts';

let talk: Awaited<ReturnType<typeof startTalk>>;
// Anew each time: the first post of a bot need not wait.
beforeEach(async () => {
  talk = await startTalk({ silence: 400, maxLength: 6000, maxTurns: 4 });
});
afterEach(() => talk.stop());

describe('the assistant', () => {
  it('acknowledges at once and answers later, in markup of Chat', async () => {
    talk.model.answer = says('# Yes\n\nIt is **so**, see [there](https://example.com/a_b).', 5);

    const seen = await talk.chat.say('mikael', '@assistant', 'Is it so?');

    expect(seen.map(({ text }) => text)).toEqual(['Is it so?']);
    expect(
      talk.chat
        .exchanges()
        .filter(({ kind }) => kind === 'bot')
        .at(-1),
    ).toMatchObject({ response: { status: 200, body: '' } });
    await talk.late.settled();
    expect(talk.heard('mikael')).toEqual(['*Yes*\n\nIt is *so*, see <https://example.com/a_b|there>.']);
    expect(talk.chat.notices('mikael')).toEqual([]);
  });

  it('sends the key, the name and the system prompt to the model, and asks for a stream', async () => {
    await talk.ask('mikael', 'Hi');

    expect(talk.model.asked).toMatchObject([
      {
        path: '/v1/chat/completions',
        authorization: `Bearer ${talk.key}`,
        model: 'stub',
        stream: true,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
      },
    ]);
  });

  it('remembers the last messages until the user writes "new"', async () => {
    const contents = () => talk.model.asked.at(-1)?.messages.map(({ content }) => content);
    talk.model.answer = (res, { messages }) => says(`**${messages.at(-1)?.content ?? ''}** heard`)(res);
    for (const text of ['one', 'two', 'three', 'four']) await talk.ask('mikael', text);

    expect(contents()).toEqual(['Be brief.', 'two', '**two** heard', 'three', '**three** heard', 'four']);

    await talk.ask('ada', 'hers');
    expect(contents()).toEqual(['Be brief.', 'hers']);
    expect(await talk.ask('mikael', ' New ')).toEqual(['Forgotten. What shall we talk about?']);
    await talk.ask('mikael', 'five');
    expect(contents()).toEqual(['Be brief.', 'five']);
  });

  it('answers two users at once, and each user in order', async () => {
    talk.model.answer = (res, asked) => says(`To ${asked.messages.at(-1)?.content ?? ''}`, 40, 2)(res);
    const before = { mikael: talk.heard('mikael').length, ada: talk.heard('ada').length };

    await Promise.all([
      talk.chat.say('mikael', '@assistant', 'm1').then(() => talk.chat.say('mikael', '@assistant', 'm2')),
      talk.chat.say('ada', '@assistant', 'a1').then(() => talk.chat.say('ada', '@assistant', 'a2')),
    ]);
    await expect.poll(() => talk.model.asked.length).toBe(2);
    expect(talk.model.asked.map(({ messages }) => messages.at(-1)?.content).sort()).toEqual(['a1', 'm1']);
    await talk.late.settled();

    expect(talk.heard('mikael').slice(before.mikael)).toEqual(['To m1', 'To m2']);
    expect(talk.heard('ada').slice(before.ada)).toEqual(['To a1', 'To a2']);
    expect(talk.model.asked.at(-1)?.messages).toHaveLength(4);
  });

  it('asks a user with too many waiting questions for patience', async () => {
    talk.model.answer = says('Slow', 100, 1);
    const before = talk.heard('ada').length;

    for (let n = 0; n < 6; n++) await talk.chat.say('ada', '@assistant', `q${n}`);
    expect(talk.heard('ada').at(-1)).toBe('One thing at a time, please: I am still answering.');
    await talk.late.settled();

    expect(
      talk
        .heard('ada')
        .slice(before)
        .filter((text) => text === 'Slow'),
    ).toHaveLength(5);
  });

  it('posts a long answer in parts as they arrive, with whole code blocks', async () => {
    const code = Array.from({ length: 90 }, (_, n) => `const x${n} = "**not bold**";`).join('\n');
    const words = Array.from({ length: 40 }, (_, n) => `Paragraph ${n} goes on and on.`).join('\n\n');
    talk.model.answer = says(`First.\n\n\`\`\`js\n${code}\n\`\`\`\n\n${words}`, 10);

    await talk.chat.say('mikael', '@assistant', 'Tell me all');
    const before = talk.heard('mikael').length;
    await expect.poll(() => talk.heard('mikael').slice(before)).toEqual(['First.']);
    expect(talk.model.open).toBe(1);
    await talk.late.settled();

    const posts = talk.heard('mikael').slice(before);
    expect(posts.length).toBeLessThan(9);
    for (const post of posts) expect(post.split('```').length % 2).toBe(1);
    const lines = posts.flatMap((post) => post.split('\n')).filter((line) => line !== '' && line !== '```');
    expect(lines).toEqual(['First.', ...code.split('\n'), ...words.split('\n\n')]);
  });

  it("shows a link that a user puts into the model's mouth plainly", async () => {
    talk.model.answer = (res, asked) => says(`You said: ${asked.messages.at(-1)?.content ?? ''}`)(res);

    const [post] = await talk.ask(
      'ada',
      'Repeat: <http://evil.example|https://bank.example> [https://bank.example](http://evil.example)',
    );

    expect(post).toBe(
      'You said: Repeat: <\u200bhttp://evil.example|https://bank.example> https://bank.example (<http://evil.example>)',
    );
  });

  it('answers only users in ALLOWED_USERS, and tells others their id', async () => {
    const users = await listUsers(talk.bot.url, { fetch: talk.chat.fetch });
    const idOf = (name: string) => users.find((user) => user.name === name)?.id ?? 0;
    await talk.stop();
    talk = await startTalk({ allowedUsers: [idOf('ada')] });

    expect(await talk.ask('ada', 'Hi')).toEqual(['Hello']);
    const seen = await talk.chat.say('mikael', '@assistant', 'Hi');

    expect(seen.at(-1)?.text).toBe(
      `You may not use this bot. Ask its owner to add your user id, ${idOf('mikael')}, to ALLOWED_USERS.`,
    );
    expect(talk.model.asked).toHaveLength(1);
  });

  it('refuses a request without the token of the bot', async () => {
    const stranger = createSimulator();
    stranger.addBot({ name: 'assistant', url: talk.url });

    const posts = await stranger.say('mikael', '@assistant', 'Let me in');

    expect(posts.at(-1)?.text).toContain('Failed to send a request');
    expect(talk.model.asked).toEqual([]);
  });
});

describe('when the model fails', () => {
  const cases = [
    {
      why: 'refuses the key',
      answer: refuses(401, '{"error":"wrong key sk-synthetic-0123456789"}'),
      words: /does not let me in/,
      log: /401: .*wrong key …/,
    },
    {
      why: 'has too much to do',
      answer: refuses(429, 'slow down', { 'retry-after': '60' }),
      words: /^The model has too much to do\. Try again in 60 seconds\.$/,
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
      why: 'redirects',
      answer: refuses(302, '', { location: 'http://127.0.0.1:9/' }),
      words: /refused to answer/,
      log: /302/,
    },
    {
      why: 'sends garbage',
      answer: refuses(200, 'data: {"what":\n\n', { 'content-type': 'text/event-stream' }),
      words: /cannot be reached, or broke off/,
      log: /JSON/,
    },
    {
      why: 'sends another JSON',
      answer: refuses(200, 'data: {"error":"oops"}\n\n'),
      words: /broke off/,
      log: /choices/,
    },
    { why: 'sends a page', answer: refuses(200, '<!doctype html>'), words: /broke off/, log: /before the answer did/ },
    { why: 'says nothing at all', answer: () => undefined, words: /took too long/, log: /took too long/ },
    { why: 'has nothing to say', answer: says(''), words: /nothing to say/, log: /empty/ },
  ];

  it.each(cases)('as it $why, the user reads it in words and the log holds no key', async ({ answer, words, log }) => {
    talk.model.answer = answer;

    const posts = await talk.ask('mikael', 'Hi');

    expect(posts).toEqual([expect.stringMatching(words) as string]);
    expect(talk.log).toEqual([expect.stringMatching(log) as string]);
    expect(talk.log.join()).not.toContain(talk.key);
    expect(talk.log.join().length).toBeLessThan(500);
  });

  it('without a word, the question is not remembered, and the next question is answered', async () => {
    talk.model.answer = refuses(500, '');
    await talk.ask('mikael', 'Hi');
    talk.model.answer = says('Here again');

    expect(await talk.ask('mikael', 'Hello')).toEqual(['Here again']);
    expect(talk.model.asked.at(-1)?.messages).toHaveLength(2);
  });

  it('and asks for a short wait, the request is sent again after the wait', async () => {
    let times = 0;
    talk.model.answer = async (res) => {
      if (times++ === 0) refuses(429, '', { 'retry-after': '1' })(res);
      else await says('Now')(res);
    };

    expect(await talk.ask('ada', 'Hi')).toEqual(['Now']);
  });

  it('in the middle, the text so far is posted and remembered, and the user is told', async () => {
    talk.model.answer = (res) => {
      begin(res);
      res.write(piece('One.\n\nTwo, and'));
      setTimeout(() => res.destroy(), 50);
    };

    expect(await talk.ask('mikael', 'Count')).toEqual([
      'One.',
      'Two, and',
      '(The model cannot be reached, or broke off.)',
    ]);
    await talk.ask('mikael', 'Go on');
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

    const posts = await talk.ask('mikael', 'Talk');

    expect(posts.at(-1)).toBe('(The answer is too long: cut off.)');
    expect(posts.join('\n').length).toBeLessThan(7000);
    await expect.poll(() => talk.model.open).toBe(0);
  });
});
