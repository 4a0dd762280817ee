// The requests of Chat, byte for byte as seen on the wire, with made-up tokens.

export const token = 'OuTa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';
const user = 'user_id=4&username=mikael';

export const outgoing = `token=${token}&channel_id=34&channel_type=1&channel_name=Labb&${user}&post_id=146028888230&thread_id=0&timestamp=1647060330657&text=Ping&trigger_word=Ping`;
export const slash = `token=${token}&channel_id=34&channel_name=Labb&${user}&text=%2Ftask%20add%201234%20silent%20delay%3D5`;
export const wrong = outgoing.replace(token, token.toLowerCase());
const action = { type: 'button', name: 'resp', value: 'ok', text: 'OK', style: 'green' };
const payload = {
  actions: [action],
  ...{ callback_id: 'abc', post_id: '146028888230', token, user: { user_id: 4, username: 'mikael' } },
};
export const press = `payload=${encodeURIComponent(JSON.stringify(payload))}`;

/** A request as a server hands it over, with its length, which the NAS always declares. */
export function post(body: string, headers: Readonly<Record<string, string>> = {}): Request {
  const type = 'application/x-www-form-urlencoded';
  const all = { 'content-type': type, 'content-length': String(body.length), ...headers };
  return new Request('http://app.example/hook', { method: 'POST', body, headers: all });
}
