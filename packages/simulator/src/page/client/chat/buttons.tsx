import { useState } from 'preact/hooks';
import { type Attachment, api, type Post, sentence } from '../api.ts';
import { me } from '../state.ts';
import { Markup } from './markup-view.tsx';

const colours = new Set(['green', 'grey', 'red', 'orange', 'blue', 'teal']);

/** An attachment: a text and the buttons below it. */
export function Buttons({ post, attachment, at }: { post: Post; attachment: Attachment; at: number }) {
  const [pressedIndex, setPressedIndex] = useState<number>();
  const [problem, setProblem] = useState('');

  const press = async (index: number) => {
    setPressedIndex(index);
    setProblem('');
    try {
      await api.press(me.value?.name ?? '', post.id, at, index);
    } catch (error) {
      setProblem(sentence(error));
    }
    setPressedIndex(undefined);
  };

  return (
    <div class="attachment">
      {attachment.text !== '' && <Markup text={attachment.text} />}
      <div class="press-row">
        {attachment.buttons.map(({ text, style }, index) => (
          <button
            type="button"
            class={`press ${colours.has(style) ? style : 'neutral'}`}
            aria-disabled={pressedIndex !== undefined}
            aria-busy={pressedIndex === index}
            onClick={() => {
              if (pressedIndex === undefined) void press(index);
            }}
          >
            {text || 'Button'}
          </button>
        ))}
      </div>
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
