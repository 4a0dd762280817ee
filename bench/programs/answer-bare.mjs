// From nothing to the first answer, without either package: what the runtime takes for its own Request and Response.
const { Request, Response, URLSearchParams } = globalThis;
const fields = { token: 'sample', user_id: '1', username: 'ada', text: '/ping 1.1.1.1 count=4 time' };
const request = new Request('http://app.example/', { method: 'POST', body: new URLSearchParams(fields) });
const form = new URLSearchParams(await request.text());
const { text } = await Response.json({ text: form.get('text') }).json();
if (text !== fields.text) throw new Error(`The answer is ${text}`);
