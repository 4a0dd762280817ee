import { Code } from '../copy-button.tsx';
import { integrations } from '../live.ts';
import { panel } from '../view.ts';

/** Shows three things to try in an empty channel. */
export function EmptyChannel({ where }: { where: string }) {
  const command = integrations.value.find((each) => each.kind === 'slash' && each.enabled);
  return (
    <section class="empty">
      <h2>Nothing said in {where.startsWith('@') ? where : `#${where}`} yet</h2>
      <p class="quiet">This is a stand-in for a Synology Chat server. Three things to try:</p>
      <ol class="steps">
        <li>
          <h3>Say something</h3>
          <p>Type below as one person, then change who you are at the bottom of the sidebar, and answer.</p>
        </li>
        <li>
          <h3>Post from a program</h3>
          <p>Copy the address of an incoming webhook into SYNOCHAT_WEBHOOK, and run:</p>
          <Code
            label="Command"
            text={`curl "$SYNOCHAT_WEBHOOK" --data-urlencode 'payload={"text":"*Hello* from curl"}'`}
          />
        </li>
        <li>
          <h3>Call your app</h3>
          <p>
            {command?.kind === 'slash'
              ? `Type /${command.command} and what it needs; the answer is for you alone.`
              : 'Make a slash command that points to your app, then type / here.'}
          </p>
          <button type="button" class="button" onClick={() => (panel.value = 'integrations')}>
            Open Integrations
          </button>
        </li>
      </ol>
    </section>
  );
}
