import { useState } from 'preact/hooks';
import { api, sentence, type User } from '../api.ts';
import { Avatar } from '../chat/avatar.tsx';
import { formText } from '../form-text.ts';
import { loadRoom, me, room } from '../state.ts';
import { Toggle } from './toggle.tsx';

/** Shows the users. Posting to a disabled user fails, as on a real server. */
export function People() {
  const [problem, setProblem] = useState('');
  const act = async (action: () => Promise<unknown>) => {
    try {
      await action();
      await loadRoom();
      setProblem('');
      return true;
    } catch (error) {
      setProblem(sentence(error));
      return false;
    }
  };
  return (
    <>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const name = formText(new FormData(form), 'name');
          void act(() => api.addUser(name)).then((done) => {
            if (done) form.reset();
          });
        }}
      >
        <input
          class="field"
          name="name"
          aria-label="Name of a new user"
          placeholder="Name"
          required
          autocomplete="off"
        />
        <button class="button">Add</button>
      </form>
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="cards">
        {room.value.users.map((user) => (
          <Person
            key={user.id}
            user={user}
            onChange={(disabled) => void act(() => api.changeUser(user.name, { disabled }))}
          />
        ))}
      </ul>
    </>
  );
}

function Person({ user, onChange }: { user: User; onChange: (disabled: boolean) => void }) {
  const { id, name, nickname, disabled, deleted } = user;
  return (
    <li class={disabled || deleted ? 'card is-off' : 'card'}>
      <header class="card-head">
        <Avatar name={name} from="user" />
        <div>
          <h3>
            {name} {name === me.value?.name && <span class="chip">you</span>}
          </h3>
          <p class="quiet">
            user_id {id}
            {nickname !== '' && `, ${nickname}`}
            {deleted && ', deleted'}
          </p>
        </div>
        <Toggle
          label={`${name} enabled`}
          checked={!disabled}
          onChange={() => {
            onChange(!disabled);
          }}
        />
      </header>
    </li>
  );
}
