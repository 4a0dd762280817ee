/** A notification as a tool sends it. */
interface Sample {
  readonly tool: string;
  readonly path: string;
  readonly init: Omit<RequestInit, 'method'>;
}

const json = (body: object): Sample['init'] => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Returns a notification of each format, for the addresses with this key. */
export function demoSamples(key: string): readonly Sample[] {
  return [
    {
      tool: 'Grafana (Slack)',
      path: `/slack/${key}`,
      init: json({
        attachments: [
          {
            color: '#D63232',
            title: '[FIRING:1] Disk almost full',
            title_link: 'https://grafana.example/alerting/1',
            text: '*Value:* 93 % on `/volume1`',
            footer: 'Grafana',
          },
        ],
      }),
    },
    {
      tool: 'Gitea (Mattermost)',
      path: `/hooks/${key}`,
      init: json({ text: '[ada/site](https://git.example/ada/site): **2 new commits** pushed to `main`' }),
    },
    {
      tool: 'Uptime Kuma (Discord)',
      path: `/discord/${key}`,
      init: json({
        embeds: [
          {
            title: '✅ Web shop is up again',
            color: 65_280,
            fields: [
              { name: 'Service', value: 'Web shop' },
              { name: 'Down for', value: '4 minutes' },
            ],
          },
        ],
      }),
    },
    {
      tool: 'Proxmox (ntfy)',
      path: `/ntfy/${key}`,
      init: { headers: { title: 'vzdump backup', priority: 'default' }, body: 'Backup of 3 machines finished' },
    },
    {
      tool: 'Sonarr (Gotify)',
      path: `/gotify/message?token=${key}`,
      init: json({ title: 'Episode downloaded', message: 'Example Show - 1x05 - The One & Only' }),
    },
    {
      tool: 'Radarr (Apprise)',
      path: `/apprise/notify/${key}`,
      init: json({ title: 'Movie added', body: 'Example Movie (2026)', type: 'info' }),
    },
    {
      tool: 'a script (curl)',
      path: `/post/${key}`,
      init: { headers: { 'content-type': 'text/plain' }, body: 'Disk 3 of the NAS: 3 & 4 + 5 = 100 % checked' },
    },
  ];
}
