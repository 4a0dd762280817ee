import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { focusOn } from '../announce.tsx';
import { api, type Exchange, sentence } from '../api.ts';
import { exactTime } from '../chat/times.ts';
import { Code, CopyButton } from '../copy-button.tsx';
import { Icon } from '../icon.tsx';
import { traffic } from '../view.ts';
import { asCurl, decodedFields, hasFailed, readable } from './exchange-text.ts';

const sentences = { received: 'A program called Chat', sent: 'Chat called your app' };

/** Returns the id of the line of an exchange in the list. */
export const rowId = (id: string): string => `exchange-${id}`;

/** Shows a request and the answer in full. */
export function ExchangeView({ exchange }: { exchange: Exchange }) {
  const { id, at, direction, kind, method, url, request, response, duration, note } = exchange;
  const back = useRef<HTMLButtonElement>(null);
  // Before painting: a key pressed at once, such as Esc, belongs to the view.
  useLayoutEffect(() => {
    back.current?.focus();
  }, []);
  const close = () => {
    traffic.open.value = undefined;
    focusOn(rowId(id));
  };
  const fields = decodedFields(exchange);
  return (
    <article
      class="exchange-view"
      aria-label="Exchange"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <button type="button" class="button small" ref={back} onClick={close}>
        <Icon name="back" /> All traffic
      </button>
      <header>
        <h3>
          {sentences[direction]} <span class="chip">{kind}</span>
        </h3>
        <p class="quiet">
          {exactTime(at)}, {Math.round(duration)} ms
        </p>
      </header>
      <p class={hasFailed(exchange) ? 'note failed' : 'note'}>{note}</p>
      <div class="actions start">
        {exchange.canReplay && <Replay id={id} />}
        <CopyButton label="Copy as curl" text={() => asCurl(exchange)} />
      </div>
      <h4>Request</h4>
      <p class="address">
        <strong>{method}</strong> {url}
      </p>
      {fields.length > 0 && <Pairs label="Decoded fields" pairs={fields} />}
      {request.body !== '' && <Code label="Raw body of the request" text={request.body} />}
      <details>
        <summary>Headers</summary>
        <Pairs label="Request headers" pairs={Object.entries(request.headers)} />
      </details>
      <h4>
        Answer{' '}
        <span class={hasFailed(exchange) ? 'status failed' : 'status'}>
          {response ? response.status : 'not received'}
        </span>
      </h4>
      {response && response.body !== '' && <Code label="Body of the answer" text={readable(response.body)} />}
      {response?.body === '' && <p class="quiet">The body is empty.</p>}
    </article>
  );
}

function Pairs({ label, pairs }: { label: string; pairs: readonly [string, string][] }) {
  return (
    <table class="pairs" aria-label={label}>
      <tbody>
        {pairs.map(([name, value]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Replay({ id }: { id: string }) {
  const [state, setState] = useState('Replay');
  const replay = async () => {
    setState('Sending…');
    try {
      await api.replay(id);
      setState('Sent again');
    } catch (error) {
      setState(sentence(error));
    }
  };
  return (
    <button type="button" class="button small" onClick={() => void replay()}>
      <Icon name="replay" />
      {state}
    </button>
  );
}
