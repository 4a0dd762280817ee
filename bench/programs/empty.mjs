export default { fetch: () => new globalThis.Response() };
