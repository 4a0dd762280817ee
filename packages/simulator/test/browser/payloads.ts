import type { App, Room } from './browser.ts';

// Each payload would call hit() as markup, as a script or as a followed address.
export const payloads = [
  '<img src=x onerror=hit()>',
  '"><svg/onload=hit()>',
  `'-hit()-'`,
  '</script><script>hit()</script>',
  '<iframe srcdoc="<script>parent.hit()</script>">',
  '<a href=javascript:hit()>x</a>',
  '<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>',
  '<style>@import"//evil.example"</style><link rel=stylesheet href=//evil.example>',
  '${hit()}{{hit()}}',
  'javascript:hit()',
  '__proto__',
];
const links = [
  '<javascript:hit()|click>',
  '<JaVaScRiPt:hit()|click>',
  '<java\tscript:hit()|click>',
  '<data:text/html,<script>hit()</script>|click>',
  '<vbscript:hit()|click> <blob:null/x|click> <file:///etc/passwd|click> <//evil.example|click>',
  '<https://evil.example/" onmouseover="hit()|click>',
  '<https://evil.example/|<img src=x onerror=hit()>>',
  'https://evil.example/"onmouseover="hit() [click](javascript:hit())',
  '`<img src=x onerror=hit()>` *<b onclick=hit()>* > <i onclick=hit()>',
  '```\n<script>hit()</script>\n```\n>>> <script>hit()</script>',
  '@<img/src=x/onerror=hit()> #<img/src=x/onerror=hit()> :<img>:',
];
export const payloadsAndLinks = [...payloads, ...links];

/** Puts every payload into every field that an app, a client or a user can fill. */
export async function fill({ nas, address }: Room, app: App): Promise<void> {
  const post = (url: string, payload: object, headers: HeadersInit = {}) =>
    fetch(url, { method: 'POST', headers, body: new URLSearchParams({ payload: JSON.stringify(payload) }) });
  for (const [at, name] of payloads.entries()) {
    const url = `${app.url}/${encodeURIComponent(name)}?${new URLSearchParams({ [name]: name })}`;
    nas.addSlash({ command: name.replaceAll(/[\s/]/g, ''), url, description: name });
    nas.addOutgoing({ name, channel: name, triggerWords: [name], url });
    nas.addBot({ name, url });
    const incoming = nas.addIncoming({ name, channel: name });
    const action = { type: 'button', name, value: name, text: name, style: name };
    await post(
      incoming.url,
      { text: name, attachments: [{ callback_id: name, text: name, actions: [action] }] },
      { 'X-Hostile': name, 'User-Agent': name },
    );
    for (const type of ['image/svg+xml', 'text/html', 'image/png', name.replaceAll(/[^\x20-\x7e]/gu, '')])
      await post(incoming.url, {
        file_url: `http://files.example/${encodeURIComponent(name)}?${new URLSearchParams({ type })}`,
      });
    await post(incoming.url, { file_url: `http://files.example/missing/${encodeURIComponent(name)}` });
    await fetch(
      `${address}/webapi/entry.cgi?${new URLSearchParams({ api: 'SYNO.Chat.External', version: '2', method: name, [name]: name })}`,
    );
    await fetch(`${address}/webapi/entry.cgi?${new URLSearchParams({ api: name })}`, { method: 'POST', body: name });
    const author = payloads[(at + 1) % payloads.length] ?? '';
    await nas.say(author, name, `${name} in the channel`);
    await nas.say('mikael', `@${name}`, name);
    await nas.say('mikael', 'general', `/${name.replaceAll(/[\s/]/g, '')} ${name}`);
    await nas.say('mikael', 'general', `/${name.replaceAll(/[\s/]/g, '')} not JSON`);
  }
  for (const text of payloadsAndLinks) await nas.say('mikael', 'general', text);
}
