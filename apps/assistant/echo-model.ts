import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

interface Question {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** A stand-in for a model: streams the user's words back, in Markdown as models write it. */
export const echoModel = new Hono().post('/v1/chat/completions', async (c) => {
  const { messages } = await c.req.json<Question>();
  const questions = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const answer = [
    `## I heard\n\n**You said:** ${questions.at(-1) ?? ''}`,
    questions.length > 1 ? `Before that there were *${questions.length - 1}* questions.` : 'It was the first question.',
    '```js\nconsole.log("code stays as it is: **stars**");\n```',
    'Write `new` and I forget the conversation. I am not a model: see [how to run a real one](https://github.com/ollama/ollama).',
  ].join('\n\n');
  return streamSSE(c, async (stream) => {
    for (const word of answer.split(/(?<= )/)) {
      await stream.writeSSE({ data: JSON.stringify({ choices: [{ delta: { content: word } }] }) });
      await stream.sleep(30);
    }
    await stream.writeSSE({ data: '[DONE]' });
  });
});
