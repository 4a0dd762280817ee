import * as v from 'valibot';

const Args = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });

export default { fetch: () => globalThis.Response.json(v.safeParse(Args, {}).success) };
