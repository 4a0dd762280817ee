import { simulateReadableStream } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';

const none = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
const usage = { inputTokens: none, outputTokens: { total: undefined, text: undefined, reasoning: undefined } };

/** Returns a stand-in for a model: it streams the user's words back, in Markdown as models write it. */
export function createEchoModel(pause = 30) {
  return new MockLanguageModelV4({
    doStream({ prompt }) {
      const questions = prompt.flatMap(({ role, content }) =>
        role === 'user' ? content.map((part) => (part.type === 'text' ? part.text : '')) : [],
      );
      const words = answerTo(questions).split(/(?<= )/);
      const chunks = [
        { type: 'text-start' as const, id: '1' },
        ...words.map((delta) => ({ type: 'text-delta' as const, id: '1', delta })),
        { type: 'text-end' as const, id: '1' },
        { type: 'finish' as const, finishReason: { unified: 'stop' as const, raw: undefined }, usage },
      ];
      return Promise.resolve({
        stream: simulateReadableStream({ chunks, initialDelayInMs: null, chunkDelayInMs: pause }),
      });
    },
  });
}

function answerTo(questions: readonly string[]): string {
  return [
    `## I heard\n\n**You said:** ${questions.at(-1) ?? ''}`,
    questions.length > 1 ? `Before that there were *${questions.length - 1}* questions.` : 'It was the first question.',
    '```js\nconsole.log("code stays as it is: **stars**");\n```',
    'Write `new` and I forget the conversation. I am not a model: see [how to run a real one](https://github.com/ollama/ollama).',
  ].join('\n\n');
}
