import { useState } from 'preact/hooks';
import { api, sentence } from '../api.ts';
import { formText } from '../form-text.ts';
import { Modal } from '../modal.tsx';
import { activeUsers, goTo, loadRoom, me } from '../state.ts';
import { dialog } from '../view.ts';

export function NewChannel() {
  const [problem, setProblem] = useState('');
  const [isPrivate, setIsPrivate] = useState(false);
  const close = () => {
    dialog.value = undefined;
  };

  const create = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const name = formText(data, 'name');
    const members = data.getAll('member').map(String);
    try {
      await api.addChannel(isPrivate ? { name, members } : { name });
      await loadRoom();
      goTo(name);
      close();
    } catch (error) {
      setProblem(sentence(error));
    }
  };

  return (
    <Modal title="New channel" onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void create(event.currentTarget);
        }}
      >
        <label class="label">
          Name
          <input class="field" name="name" autofocus required maxLength={100} autocomplete="off" />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={isPrivate}
            onChange={() => {
              setIsPrivate(!isPrivate);
            }}
          />
          Private, for members only
        </label>
        {isPrivate && (
          <fieldset class="members">
            <legend>Members</legend>
            {activeUsers.value.map(({ name }) => (
              <label key={name} class="check">
                <input type="checkbox" name="member" value={name} defaultChecked={name === me.value?.name} />
                {name}
              </label>
            ))}
          </fieldset>
        )}
        {problem !== '' && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="actions">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button class="button primary">Create channel</button>
        </div>
      </form>
    </Modal>
  );
}
