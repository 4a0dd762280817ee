/**
 * The page's script, as text: this package is built without a bundler for browsers, and its sources know no DOM. What
 * needs thought (links, who sees what) is done by the server; here data becomes elements, and never markup.
 */
export const script = String.raw`
const [who, where, log, composer, text, commands, connection, problem] =
  ['who', 'where', 'log', 'composer', 'text', 'commands', 'connection', 'problem'].map((id) => document.getElementById(id));

const KEPT = 2000;
let room = { users: [], commands: [] };
let posts = [];
let lastId = '';
let source;

function element(name, properties = {}, children = []) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function choose(select, options) {
  const chosen = select.value;
  select.replaceChildren(...options.map(({ value, label }) => element('option', { value, textContent: label })));
  if (options.some(({ value }) => value === chosen)) select.value = chosen;
}

function showChannels() {
  const me = room.users.find(({ name }) => name === who.value);
  choose(where, (me?.channels ?? []).map((name) => ({ value: name, label: name.startsWith('@') ? name : '#' + name })));
}

async function loadRoom() {
  room = await (await fetch('/api/room')).json();
  choose(who, room.users.map(({ name, nickname }) => ({ value: name, label: nickname ? nickname + ' (' + name + ')' : name })));
  showChannels();
  commands.replaceChildren(...room.commands.map(({ command, description }) => element('li', {}, [
    element('button', { type: 'button', textContent: '/' + command, onclick: () => begin('/' + command + ' ') }), ' ',
    element('small', { textContent: description }),
  ])));
}

function begin(words) {
  text.value = words;
  text.focus();
}

function words(pieces) {
  return element('div', { className: 'words' }, pieces.map(({ text, href }) =>
    href ? element('a', { href, textContent: text, target: '_blank', rel: 'noopener noreferrer' }) : text));
}

function article({ author, from, pieces, file, attachments, isPrivate, sentAt }) {
  const time = new Date(sentAt);
  const head = element('header', {}, [
    element('h2', { textContent: author }),
    element('time', { dateTime: time.toISOString(), textContent: time.toLocaleTimeString() }),
  ]);
  if (isPrivate) head.append(element('span', { className: 'badge', textContent: 'only you see this' }));
  const node = element('article', { className: from + (isPrivate ? ' private' : '') }, [head, words(pieces)]);
  if (file) node.append(element('p', { className: 'file', textContent: file.name + ' · ' + file.type + ' · ' + file.size + ' bytes' }));
  for (const attachment of attachments) {
    node.append(element('div', { className: 'attachment' }, [words(attachment.pieces),
      ...attachment.buttons.map(({ text }) => element('span', { className: 'label', textContent: text }))]));
  }
  return node;
}

function append(...news) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(...news.map(article));
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function showLog() {
  log.replaceChildren();
  append(...posts.filter(({ channel }) => channel === where.value));
  log.scrollTop = log.scrollHeight;
}

function forget() {
  posts = [];
  lastId = '';
  showLog();
}

function listen() {
  source?.close();
  source = new EventSource('/api/events?' + new URLSearchParams({ user: who.value, after: lastId }));
  source.onopen = () => {
    connection.textContent = '';
    void loadRoom();
  };
  source.onerror = () => {
    connection.textContent = 'Connection lost, trying again …';
    // A browser gives up for good when it gets an answer other than 200.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
  source.addEventListener('restart', forget);
  source.addEventListener('room', () => void loadRoom());
  source.addEventListener('integrations', () => void loadRoom());
  source.addEventListener('replaced', ({ data, lastEventId }) => {
    const post = JSON.parse(data);
    lastId = lastEventId;
    posts = posts.map((each) => (each.id === post.id ? post : each));
    showLog();
  });
  source.addEventListener('post', ({ data, lastEventId }) => {
    const post = JSON.parse(data);
    lastId = lastEventId;
    posts = [...posts.slice(1 - KEPT), post];
    if (post.channel === where.value) append(post);
  });
}

async function send() {
  const said = text.value;
  if (said.trim() === '') return;
  begin('');
  problem.textContent = '';
  try {
    const body = JSON.stringify({ user: who.value, channel: where.value, text: said });
    const answer = await fetch('/api/say', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    if (!answer.ok) throw new Error(await answer.text());
  } catch (error) {
    problem.textContent = 'Not sent: ' + error.message;
    if (text.value === '') text.value = said;
  }
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void send();
});
where.addEventListener('change', showLog);
who.addEventListener('change', () => {
  showChannels();
  forget();
  listen();
});

await loadRoom();
listen();
text.focus();
`;
