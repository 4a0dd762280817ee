import type { Sample } from './sample.ts';

export const media: readonly Sample[] = [
  {
    tool: 'Sonarr grab',
    source: 'Sonarr/Sonarr@49df353fa1 src/NzbDrone.Core/Notifications/Slack',
    format: 'slack',
    json: {
      text: 'Grabbed: Example Show - 1x05 - The One & Only [HDTV-720p]',
      username: 'Sonarr',
      icon_emoji: ':tv:',
      channel: '#media',
      attachments: [
        {
          fallback: 'Example Show - 1x05 - The One & Only [HDTV-720p]',
          title: 'Example Show',
          text: 'Example Show - 1x05 - The One & Only [HDTV-720p]',
          color: 'warning',
        },
      ],
    },
    reads: ['🟠 Grabbed: Example Show - 1x05 - The One & Only [HDTV-720p]', '*Example Show*'],
  },
  {
    tool: 'Sonarr renamed',
    source: 'Sonarr/Sonarr@49df353fa1 src/NzbDrone.Core/Notifications/Slack/Slack.cs',
    format: 'slack',
    json: { text: 'Renamed', username: 'Sonarr', attachments: [{ title: 'Example Show' }] },
    reads: ['Renamed', '*Example Show*'],
  },
  {
    tool: 'Seerr request',
    source: 'seerr-team/seerr@f74306ed06 server/lib/notifications/agents/slack.ts',
    format: 'slack',
    json: {
      text: 'New Movie Request',
      blocks: [
        { type: 'context', elements: [{ type: 'mrkdwn', text: '*New Movie Request*' }] },
        { type: 'header', text: { type: 'plain_text', text: 'Example Film (2026)' } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: 'Two people & a dog.' },
          accessory: { type: 'image', image_url: 'https://image.example/poster.jpg', alt_text: 'Example Film (2026)' },
        },
        {
          type: 'section',
          fields: [
            { type: 'mrkdwn', text: '*Requested By*\nada' },
            { type: 'mrkdwn', text: '*Request Status*\nPending Approval' },
          ],
        },
        {
          type: 'actions',
          elements: [
            {
              action_id: 'open-in-seerr',
              type: 'button',
              url: 'https://seerr.example/movie/1',
              text: { type: 'plain_text', text: 'View Media in Seerr' },
            },
          ],
        },
      ],
    },
    reads: [
      '*New Movie Request*',
      '*Example Film (2026)*',
      'Two people & a dog.',
      '<https://image.example/poster.jpg|🖼 Example Film (2026)>',
      '*Requested By:* ada',
      '*Request Status:* Pending Approval',
      '<https://seerr.example/movie/1|View Media in Seerr>',
    ],
  },
  {
    tool: 'Jellyfin webhook plugin',
    source: 'jellyfin/jellyfin-plugin-webhook@616010ce5e Templates/Slack.handlebars',
    format: 'slack',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: '{\n    "username": "Jellyfin",\n    "text": "Example Film (2026) has been added to nas",\n}\n',
    reads: ['Example Film (2026) has been added to nas'],
  },
  {
    tool: 'Jellyfin Discord',
    source: 'jellyfin/jellyfin-plugin-webhook@616010ce5e Templates/Discord.handlebars',
    format: 'discord',
    json: {
      content: '',
      avatar_url: '',
      username: 'Jellyfin',
      embeds: [
        {
          color: '3381759',
          footer: { text: 'From nas', icon_url: '' },
          title: 'Example Film (2026) has been added to nas',
          thumbnail: { url: 'http://nas.example:8096/Items/1/Images/Primary' },
          description:
            'External Links:\n[IMDb](https://www.imdb.com/title/tt0000001/)\n[Jellyfin](http://nas.example:8096/web/index.html#!/details?id=1&serverId=2)',
        },
      ],
    },
    reads: [
      '*Example Film (2026) has been added to nas*',
      'External Links:',
      '<https://www.imdb.com/title/tt0000001/|IMDb>',
      '<http://nas.example:8096/web/index.html#!/details?id=1&serverId=2|Jellyfin>',
      '_From nas_',
    ],
  },
  {
    tool: 'Radarr, to Discord',
    source: 'Radarr/Radarr@013d9c39fe src/NzbDrone.Core/Notifications/Discord/Discord.cs',
    format: 'discord',
    json: {
      username: 'Radarr',
      content: null,
      embeds: [
        {
          author: { name: 'nas', icon_url: 'https://raw.example/256.png' },
          url: 'https://www.themoviedb.org/movie/1',
          description: 'Movie Grabbed',
          title: 'Example Film (2026)',
          color: 16753920,
          timestamp: '2026-11-24T09:15:00.000Z',
          thumbnail: { url: 'https://image.example/poster.jpg' },
          image: { url: 'https://image.example/fanart.jpg' },
          fields: [
            { name: 'Overview', value: 'Two people & a dog.' },
            { name: 'Quality', value: 'Bluray-1080p', inline: true },
            { name: 'Size', value: '8.2 GB', inline: true },
            { name: 'Release', value: '```Example.Film.2026.1080p.BluRay-GRP```' },
            {
              name: 'Links',
              value: '[TMDb](https://themoviedb.com/movie/1) / [IMDb](https://imdb.com/title/tt0000001/)',
            },
          ],
        },
      ],
    },
    reads: [
      '🟠 *nas*',
      '<https://www.themoviedb.org/movie/1|Example Film (2026)>',
      'Movie Grabbed',
      '*Overview:* Two people & a dog.',
      '*Quality:* Bluray-1080p',
      '*Size:* 8.2 GB',
      '*Release:* ```Example.Film.2026.1080p.BluRay-GRP```',
      '*Links:* <https://themoviedb.com/movie/1|TMDb> / <https://imdb.com/title/tt0000001/|IMDb>',
      '<https://image.example/fanart.jpg|🖼 image>',
    ],
  },
  {
    tool: 'Tautulli',
    source: 'Tautulli/Tautulli@002cb93187 plexpy/notifiers.py',
    format: 'slack',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '{"text": "Tautulli (nas): Ada started playing Example Film.", "channel": "#plex", "username": "PlexPy"}',
    reads: ['Tautulli (nas): Ada started playing Example Film.'],
  },
];
