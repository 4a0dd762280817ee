interface Attack {
  readonly target: string;
  /** A secret that only a reader of the room can know. */
  readonly mark: string;
  /** Milliseconds to wait for an answer that must not come. */
  readonly patience: number;
}

/** Tries every way to read the room, and returns the ways that worked. Runs inside the page, so it is self-contained. */
export async function attack({ target, mark, patience }: Attack): Promise<string[]> {
  const seen: string[] = [];
  const look = (how: string, what: unknown) => {
    if (String(what).includes(mark)) seen.push(how);
  };
  const quietly = async (work: () => unknown) => {
    try {
      await Promise.race([work(), new Promise((resolve) => setTimeout(resolve, patience))]);
    } catch {
      // Refused, as expected.
    }
  };

  const reads = ['/', '/api/room', '/api/exchanges', '/api/integrations', '/api/switches', '/api/files/4294967298'];
  const api = '/webapi/entry.cgi?api=SYNO.Chat.External&version=2&method=';
  const changes: [path: string, body: string][] = [
    ['/api/say', '{"user":"ada","channel":"general","text":"theirs"}'],
    ['/api/users', '{"name":"theirs"}'],
    ['/api/channels', '{"name":"theirs"}'],
    ['/api/integrations', '{"kind":"bot","name":"theirs"}'],
    ['/api/integrations/4/secret', '{}'],
    ['/api/integrations/4/regenerate', '{}'],
    ['/api/exchanges/1/replay', '{}'],
    [`${api}incoming&token=%22%22`, 'payload={"text":"theirs"}'],
  ];
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/json'];

  const ask = (how: string, path: string, init: RequestInit) =>
    quietly(async () => {
      const response = await fetch(target + path, init);
      look(`${how} ${path}`, await response.text());
    });
  const work: Promise<void>[] = [];
  for (const path of reads)
    for (const mode of ['cors', 'no-cors', 'same-origin'] as const)
      work.push(ask(`fetch ${mode}`, path, { mode, credentials: 'include' }));
  for (const [path, body] of changes)
    for (const mode of ['cors', 'no-cors'] as const)
      for (const type of types)
        work.push(ask(`post ${mode}`, path, { method: 'POST', mode, body, headers: { 'Content-Type': type } }));
  for (const method of ['PATCH', 'DELETE', 'PUT'])
    for (const path of ['/api/switches', '/api/users/ada', '/api/integrations/4'])
      work.push(ask(method, path, { method, body: '{"latency":1}', headers: { 'Content-Type': 'application/json' } }));
  for (const [path, body] of changes) navigator.sendBeacon(target + path, new Blob([body], { type: 'text/plain' }));

  work.push(
    quietly(
      () =>
        new Promise((resolve) => {
          const source = new EventSource(`${target}/api/events?user=ada`);
          source.onerror = resolve;
          source.addEventListener('posts', ({ data }) => {
            look('EventSource', data);
            resolve(undefined);
          });
        }),
    ),
    quietly(
      () =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${target.replace('http', 'ws')}/api/events?user=ada`);
          socket.onerror = resolve;
          socket.onopen = () => {
            seen.push('WebSocket');
          };
        }),
    ),
  );

  const parts: [tag: string, attribute: string][] = [
    ['img', 'src'],
    ['script', 'src'],
    ['link', 'href'],
    ['iframe', 'src'],
    ['object', 'data'],
    ['embed', 'src'],
    ['video', 'src'],
  ];
  for (const [tag, attribute] of parts)
    for (const path of [...reads, `${api}user_list`])
      work.push(
        quietly(
          () =>
            new Promise((resolve) => {
              const element = document.createElement(tag);
              if (tag === 'link') element.setAttribute('rel', 'stylesheet');
              element.onload = resolve;
              element.onerror = resolve;
              element.setAttribute(attribute, target + path);
              document.body.append(element);
            }),
        ),
      );
  // A form can send text that looks like JSON: the name of the field is the beginning, the value the end.
  for (const [path, body] of changes)
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const frame = document.createElement('iframe');
      frame.name = `frame${document.querySelectorAll('iframe').length}`;
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', action: target + path, target: frame.name, enctype });
      const field = document.createElement('input');
      Object.assign(field, { name: body.replace(/\}$/, ',"x":"'), value: '"}' });
      form.append(field);
      document.body.append(frame, form);
      form.submit();
    }
  const opened = window.open(`${target}/`);
  await Promise.all(work);
  await new Promise((resolve) => setTimeout(resolve, 300));

  await quietly(() => {
    look('a window', opened?.document.body.textContent);
  });
  for (const frame of document.querySelectorAll('iframe'))
    await quietly(() => {
      look(`a frame of ${frame.src}`, frame.contentDocument?.body.textContent);
    });
  for (const image of document.querySelectorAll('img'))
    if (image.naturalWidth > 0) seen.push(`a picture of ${image.src}`);
  for (const sheet of document.styleSheets)
    await quietly(() => {
      if (sheet.cssRules.length > 0) seen.push(`a style sheet of ${sheet.href ?? ''}`);
    });
  if ('synochat' in globalThis || document.querySelector('[role=log]')) seen.push('a script');
  return seen;
}
