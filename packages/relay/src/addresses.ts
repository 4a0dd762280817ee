/** A field of a tool, and the text to paste into the field. */
export interface PastedAddress {
  /** The kind of notification that the tool offers. */
  readonly kind: string;
  /** Some tools with this kind. */
  readonly tools: string;
  readonly paste: string;
}

/**
 * Returns the texts to paste into tools, for one webhook of the relay.
 *
 * @param origin The beginning of the addresses, such as `http://192.168.1.5:8080`, without a slash at the end.
 * @param key The key of the webhook, see `relayKey`.
 * @example
 * ```ts
 * for (const { kind, paste } of relayAddresses('https://relay.example', key)) console.log(`${kind}: ${paste}`);
 * ```
 */
export function relayAddresses(origin: string, key: string): readonly PastedAddress[] {
  const { protocol, host, pathname } = new URL(origin);
  const secure = protocol === 'https:' ? 's' : '';
  const place = `${host}${pathname.replace(/\/$/, '')}`;
  return [
    { kind: 'Slack webhook', tools: 'Grafana, Sonarr, Radarr, Gitea', paste: `${origin}/slack/${key}` },
    { kind: 'Mattermost webhook', tools: 'GitLab, Healthchecks, Jenkins', paste: `${origin}/hooks/${key}` },
    { kind: 'Discord webhook', tools: 'Uptime Kuma, Seerr', paste: `${origin}/discord/${key}` },
    { kind: 'ntfy', tools: 'scripts', paste: `server ${origin}/ntfy, topic ${key}` },
    { kind: 'Gotify', tools: 'Proxmox', paste: `server ${origin}/gotify, token ${key}` },
    { kind: 'Apprise API', tools: 'Sonarr, Radarr', paste: `server ${origin}/apprise, key ${key}` },
    { kind: 'Apprise', tools: 'scripts', paste: `mmost${secure}://${place}/${key}` },
    { kind: 'Webhook (JSON, form or text)', tools: 'Home Assistant, curl', paste: `${origin}/post/${key}` },
  ];
}
