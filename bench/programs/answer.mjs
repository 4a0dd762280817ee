// From nothing to the first answer to a slash command.
import app from './slash.mjs';

const { Request, URLSearchParams } = globalThis;
const fields = { token: 'sample', user_id: '1', username: 'ada', text: '/ping 1.1.1.1 count=4 time' };
const request = new Request('http://app.example/', { method: 'POST', body: new URLSearchParams(fields) });
const { text } = await (await app.fetch(request)).json();
if (text !== 'Pinging 1.1.1.1') throw new Error(`The answer is ${text}`);
