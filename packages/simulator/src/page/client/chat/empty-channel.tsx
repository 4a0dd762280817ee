import { Code } from '../copy-button.tsx';
import { integrations } from '../live.ts';
import { panel } from '../view.ts';

/** Shows three things to try in an empty channel. */
export function EmptyChannel({ where }: { where: string }) {
  const command = integrations.value.find((each) => each.kind === 'slash' && each.enabled);
  return (
    <section class="empty">
      <h2>No messages in {where.startsWith('@') ? where : `#${where}`} yet</h2>
      <p class="quiet">This page simulates a Synology Chat server. Three things to try:</p>
      <ol class="steps">
        <li>
          <h3>Say something</h3>
          <p>Type a message below. To answer as another user, choose a name under “You are” in the sidebar.</p>
        </li>
        <li>
          <h3>Post from a program</h3>
          <p>Set SYNOCHAT_WEBHOOK to the URL of an incoming webhook, then run:</p>
          <Code
            label="Command"
            text={`curl "$SYNOCHAT_WEBHOOK" --data-urlencode 'payload={"text":"*Hello* from curl"}'`}
          />
        </li>
        <li>
          <h3>Call your app</h3>
          <p>
            {command?.kind === 'slash'
              ? `Type /${command.command}. Only you see the answer.`
              : 'Create a slash command with the address of your app, then type / here.'}
          </p>
          <button type="button" class="button" onClick={() => (panel.value = 'integrations')}>
            Open Integrations
          </button>
        </li>
      </ol>
    </section>
  );
}
