import type { Exchange } from '../api.ts';
import { preciseTime } from '../chat/times.ts';
import { Icon } from '../icon.tsx';
import { exchanges } from '../live.ts';
import { panel, traffic } from '../view.ts';
import { ExchangeView, rowId } from './exchange.tsx';
import { hasFailed, summaryOf } from './exchange-text.ts';

const exchangeKinds = ['api', 'outgoing', 'slash', 'bot', 'press', 'probe', 'file'] as const;

/** Lists all requests in both directions, newest first. */
export function Traffic() {
  const open = exchanges.value.find(({ id }) => id === traffic.open.value);
  if (open) return <ExchangeView exchange={open} />;
  if (exchanges.value.length === 0) return <NoTraffic />;
  const visible = exchanges.value.filter(isVisible).reverse();
  return (
    <>
      <div class="filters" role="search">
        <input
          class="field"
          type="search"
          aria-label="Search the traffic"
          placeholder="Search"
          value={traffic.text.value}
          onInput={({ currentTarget }) => (traffic.text.value = currentTarget.value)}
        />
        <select
          class="field"
          aria-label="Kind"
          value={traffic.kind.value}
          onChange={({ currentTarget }) => (traffic.kind.value = currentTarget.value)}
        >
          <option value="">All kinds</option>
          {exchangeKinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
        <label class="check">
          <input
            type="checkbox"
            checked={traffic.failuresOnly.value}
            onChange={() => (traffic.failuresOnly.value = !traffic.failuresOnly.value)}
          />
          Failures
        </label>
      </div>
      <ul class="exchanges">
        {visible.map((exchange) => (
          <Row key={exchange.id} exchange={exchange} />
        ))}
      </ul>
      {visible.length === 0 && <p class="hint">No request matches.</p>}
    </>
  );
}

function Row({ exchange }: { exchange: Exchange }) {
  const { id, at, direction, kind, method, url, response, duration, note } = exchange;
  const summary = summaryOf(exchange);
  return (
    <li>
      <button
        type="button"
        id={rowId(id)}
        class={hasFailed(exchange) ? 'exchange failed' : 'exchange'}
        onClick={() => (traffic.open.value = id)}
      >
        <span class={`direction ${direction}`} title={direction}>
          <Icon name={direction === 'received' ? 'in' : 'out'} />
          <span class="unseen">{direction}</span>
        </span>
        <span class="exchange-kind">{kind}</span>
        <span class="exchange-target">
          {method} {pathOf(url)}
        </span>
        <span class="status">{response?.status ?? 'none'}</span>
        {summary !== '' && <span class="exchange-summary">{summary}</span>}
        <span class="exchange-note">{note}</span>
        <span class="exchange-time">
          {preciseTime(at)} · {Math.round(duration)} ms
        </span>
      </button>
    </li>
  );
}

function NoTraffic() {
  return (
    <section class="empty">
      <h2>No traffic yet</h2>
      <p class="quiet">
        Every request is shown here as it happens: what programs ask of Chat, and what Chat sends to your app, with each
        field decoded.
      </p>
      <p class="quiet">To see the first: post through an incoming webhook, or type a slash command.</p>
      <button type="button" class="button" onClick={() => (panel.value = 'integrations')}>
        Open Integrations
      </button>
    </section>
  );
}

function isVisible(exchange: Exchange): boolean {
  const { kind, url, note, request, response } = exchange;
  if (traffic.kind.value !== '' && kind !== traffic.kind.value) return false;
  if (traffic.failuresOnly.value && !hasFailed(exchange)) return false;
  const text = `${url}\n${note}\n${request.body}\n${response?.body ?? ''}`.toLowerCase();
  return text.includes(traffic.text.value.toLowerCase());
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, searchParams } = new URL(url);
  const method = searchParams.get('method');
  return method ?? host + pathname;
}
