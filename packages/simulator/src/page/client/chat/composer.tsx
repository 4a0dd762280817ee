import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { api, sentence } from '../api.ts';
import { Icon } from '../icon.tsx';
import { activeUsers, draft, draftPlace, me, place, restoreDraft, room, setDraft } from '../state.ts';
import { type Completion, complete, completionAt } from './completion.ts';
import { recall, remember } from './recall.ts';
import { Suggestions, suggestionId } from './suggestions.tsx';
import { UploadButton } from './upload-button.tsx';
import { noProblem, uploadProblem } from './uploads.ts';

const listId = 'suggestions';

export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [completion, setCompletion] = useState<Completion>();
  const [active, setActive] = useState(0);
  const [problem, setProblem] = useState('');
  const where = place.value;
  const isBot = where.startsWith('@');
  const notSent = problem || (uploadProblem.value.where === draftPlace() ? uploadProblem.value.text : '');

  // Before painting: a later effect would take the focus from a user who has pressed Tab since.
  useLayoutEffect(() => {
    setCompletion(undefined);
    setProblem('');
    uploadProblem.value = noProblem;
    if (matchMedia('(hover: hover)').matches) field.current?.focus();
  }, [where, me.value?.name]);

  const suggest = ({ value, selectionStart }: HTMLTextAreaElement) => {
    setCompletion(completionAt(value, selectionStart, vocabulary()));
    setActive(0);
  };

  const choose = (index: number) => {
    const suggestion = completion?.suggestions[index];
    const input = field.current;
    if (!completion || !suggestion || !input) return;
    const { text, caret } = complete(input.value, completion, suggestion);
    setDraft(text);
    setCompletion(undefined);
    // The caret can be set only after the text is in the field.
    input.value = text;
    input.setSelectionRange(caret, caret);
    input.focus();
  };

  const send = async () => {
    const text = draft.value;
    if (text.trim() === '') return;
    // Remember where the text was written: the user or the place may change before the answer arrives.
    const origin = draftPlace();
    setDraft('');
    setCompletion(undefined);
    setProblem('');
    remember(origin, text);
    try {
      await api.say(me.value?.name ?? '', where, text);
    } catch (error) {
      if (origin === draftPlace()) setProblem(`Not sent: ${sentence(error)}`);
      restoreDraft(origin, text);
    }
  };

  const recallText = (step: 1 | -1): boolean => {
    const text = recall(draftPlace(), draft.value, step);
    const input = field.current;
    if (text === undefined || !input || input.selectionStart !== input.selectionEnd) return false;
    setDraft(text);
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { key } = event;
    const count = completion?.suggestions.length ?? 0;
    const isChosen = completion && (key === 'Tab' || key === 'Enter') && !event.shiftKey;
    if (isChosen && !isTypedOut(completion, active, draft.value)) choose(active);
    else if (completion && key === 'Escape') setCompletion(undefined);
    else if (completion && key === 'ArrowDown') setActive((active + 1) % count);
    else if (completion && key === 'ArrowUp') setActive((active + count - 1) % count);
    else if (key === 'Enter' && !event.shiftKey) void send();
    else if (key !== 'ArrowUp' && key !== 'ArrowDown') return;
    else if (event.shiftKey || event.altKey || !recallText(key === 'ArrowUp' ? -1 : 1)) return;
    event.preventDefault();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {completion && <Suggestions id={listId} completion={completion} active={active} onChoose={choose} />}
      <p class="unseen" role="status">
        {completion && `${completion.suggestions.length} suggestions, arrow keys to choose`}
      </p>
      {notSent !== '' && (
        <p class="problem" role="alert">
          {notSent}
        </p>
      )}
      <div class="composer-box">
        <textarea
          id="message"
          ref={field}
          rows={Math.min(8, draft.value.split('\n').length)}
          value={draft.value}
          aria-label="Message"
          aria-describedby="composer-keys"
          aria-autocomplete="list"
          aria-controls={completion && listId}
          aria-activedescendant={completion && suggestionId(listId, active)}
          placeholder={`Message ${isBot ? where : `#${where}`}`}
          onInput={({ currentTarget }) => {
            setDraft(currentTarget.value);
            suggest(currentTarget);
          }}
          onClick={({ currentTarget }) => {
            suggest(currentTarget);
          }}
          onBlur={() => {
            setCompletion(undefined);
          }}
          onKeyDown={onKeyDown}
        />
        {isBot && <UploadButton bot={where} />}
        <button class="send" aria-label="Send" disabled={draft.value.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
      <p id="composer-keys" class="keys">
        <span>
          <kbd>Enter</kbd> sends
        </span>
        <span>
          <kbd>Shift</kbd> <kbd>Enter</kbd> new line
        </span>
        <span>
          <kbd>/</kbd> commands
        </span>
        <span>
          <kbd>@</kbd> names
        </span>
        <span>
          <kbd>↑</kbd> last message
        </span>
      </p>
    </form>
  );
}

/** Returns whether the suggested command is already typed in full: Enter then sends the command. */
function isTypedOut({ suggestions, to }: Completion, active: number, text: string): boolean {
  return suggestions[active]?.insert.trim() === text && to === text.length;
}

function vocabulary() {
  const bots = (me.value?.channels ?? []).filter((name) => name.startsWith('@'));
  return {
    commands: room.value.commands,
    names: [
      ...activeUsers.value.map(({ name, nickname }) => ({ name, detail: nickname })),
      ...bots.map((name) => ({ name: name.slice(1), detail: 'bot' })),
      { name: 'here', detail: 'everyone who is here' },
      { name: 'channel', detail: 'everyone in this channel' },
    ],
  };
}
