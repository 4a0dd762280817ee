/** The headers with an id that stays the same when a tool retries a delivery. No header of proxies, which name each try. */
const names = [
  ...['idempotency-key', 'webhook-id', 'svix-id'],
  ...['x-github-delivery', 'x-gitea-delivery', 'x-forgejo-delivery', 'x-gogs-delivery'],
];

/** Returns the id that the tool gives the delivery; undefined without an id and for one of over 200 characters. */
export function deliveryId(headers: Headers): string | undefined {
  return names.map((name) => headers.get(name)?.trim()).find((id) => id && id.length <= 200);
}
