/** The headers with an id that stays the same when a tool retries a delivery. No header of proxies, which name each try. */
const names = /^(?:idempotency-key|(?:webhook|svix)-id|x-(?:github|gitea|forgejo|gogs)-delivery)$/;

/** Returns the id that the tool gives the delivery; undefined without an id and for one of over 200 characters. */
export function deliveryId(headers: Headers): string | undefined {
  return Array.from(headers).find(([name, id]) => names.test(name) && id !== '' && id.length <= 200)?.[1];
}
