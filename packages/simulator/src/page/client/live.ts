import { batch, computed, effect, signal } from '@preact/signals';
import { api, type Exchange, type Integration, type Post, type SwitchDescription, type Switches } from './api.ts';
import { connection, loadRoom, me, posts } from './state.ts';

export const exchanges = signal<readonly Exchange[]>([]);
export const integrations = signal<readonly Integration[]>([]);
export const switches = signal<Switches | undefined>(undefined);
/** The words for the NAS of a loaded profile, or an empty text. */
export const likeness = signal('');
export const switchDescriptions = signal<readonly SwitchDescription[]>([]);

/** The switches whose value is not the default. */
export const changedSwitches = computed(() => {
  const values: Partial<Record<string, unknown>> = { ...switches.value };
  return switches.value ? switchDescriptions.value.filter((each) => values[each.name] !== each.default) : [];
});

const pagePostLimit = 10_000;
const pageExchangeLimit = 500;
// Long enough to join a burst of events, too short to be noticed.
const batchDelay = 16;
const reconnectDelay = 1_500;

/** Keeps the page's state equal to the state of the server for the current user. */
export function goLive(): void {
  // Compare the name alone: a change of another property of the user needs no new stream.
  const user = computed(() => me.value?.name);
  effect(() => (user.value === undefined ? undefined : openStream(user.value)));
  void refresh();
}

export async function loadIntegrations(): Promise<void> {
  integrations.value = await api.integrations();
}

async function loadExchanges(): Promise<void> {
  exchanges.value = await api.exchanges();
}

async function refresh(): Promise<void> {
  try {
    await Promise.all([
      loadRoom(),
      loadIntegrations(),
      loadExchanges(),
      api.switchDescriptions().then((all) => (switchDescriptions.value = all)),
      loadSwitches(),
    ]);
  } catch {
    connection.value = 'lost';
    setTimeout(() => void refresh(), reconnectDelay);
  }
}

function openStream(user: string): () => void {
  let lastId = '';
  let waiting: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  let isFirst = true;

  const flush = () => {
    timer = undefined;
    const changes = waiting;
    waiting = [];
    batch(() => {
      for (const change of changes) change();
    });
  };
  const later = (change: () => void) => {
    waiting.push(change);
    timer ??= setTimeout(flush, batchDelay);
  };
  const onData = (event: string, use: (data: string) => void) => {
    source.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId || lastId;
      later(() => {
        use(data);
      });
    });
  };

  const open = () => {
    source = api.events(user, lastId);
    source.onopen = () => {
      connection.value = 'live';
      if (!isFirst) void refresh();
      isFirst = false;
    };
    source.onerror = () => {
      connection.value = 'lost';
      // After an answer other than 200, such as the answer for an unknown user, a browser does not reconnect.
      if (source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(() => {
        void refresh();
        open();
      }, reconnectDelay);
    };
    onData('restart', () => {
      posts.value = [];
      void loadExchanges();
    });
    const add = (added: readonly Post[]) => {
      posts.value = [...posts.value, ...added].slice(-pagePostLimit);
    };
    onData('posts', (data) => {
      add(JSON.parse(data) as Post[]);
    });
    onData('post', (data) => {
      add([JSON.parse(data) as Post]);
    });
    onData('replaced', (data) => {
      const post = JSON.parse(data) as Post;
      posts.value = posts.value.map((each) => (each.id === post.id ? post : each));
    });
    onData('exchange', (data) => {
      const exchange = JSON.parse(data) as Exchange;
      const others = exchanges.value.filter(({ id }) => id !== exchange.id);
      exchanges.value = [...others.slice(1 - pageExchangeLimit), exchange];
    });
    onData('room', () => void loadRoom());
    onData('integrations', () => void Promise.all([loadIntegrations(), loadRoom()]));
    onData('switches', () => void loadSwitches());
  };

  open();
  return () => {
    source.close();
    clearTimeout(timer);
    clearTimeout(retry);
    batch(() => {
      posts.value = [];
      connection.value = 'opening';
    });
  };
}

async function loadSwitches(): Promise<void> {
  const [all, title] = await Promise.all([api.switches(), api.likeness()]);
  batch(() => {
    switches.value = all;
    likeness.value = title;
  });
}
