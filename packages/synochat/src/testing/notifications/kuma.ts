import type { Sample } from './sample.ts';

export const kuma: readonly Sample[] = [
  {
    tool: 'Uptime Kuma test',
    source: 'louislam/uptime-kuma@6398a9581d server/notification-providers/slack.js',
    format: 'slack',
    json: { text: 'My Slack Alert (1) Testing', username: 'Uptime Kuma', icon_emoji: ':bear:' },
    reads: ['My Slack Alert (1) Testing'],
  },
  {
    tool: 'Uptime Kuma plain up',
    source: 'louislam/uptime-kuma@6398a9581d server/notification-providers/slack.js',
    format: 'slack',
    json: { text: '_Customers / EU_\nWeb shop\n[Web shop] [✅ Up] 200 - OK', username: 'Uptime Kuma', attachments: [] },
    reads: ['_Customers / EU_', 'Web shop', '[Web shop] [✅ Up] 200 - OK'],
  },
  {
    tool: 'Uptime Kuma Mattermost',
    source: 'louislam/uptime-kuma@6398a9581d server/notification-providers/mattermost.js',
    format: 'mattermost',
    json: {
      username: 'Web shop Uptime Kuma',
      attachments: [
        {
          fallback: 'Your Web shop service went down.',
          color: '#FF0000',
          title: 'Web shop service went down.',
          title_link: 'https://shop.example',
          fields: [
            { short: false, title: 'Error', value: 'timeout of 48000ms exceeded' },
            { short: true, title: 'Time (Europe/Stockholm)', value: '2026-11-24 10:15:00' },
          ],
        },
      ],
    },
    reads: [
      '🔴 <https://shop.example|Web shop service went down.>',
      '*Error:* timeout of 48000ms exceeded',
      '*Time (Europe/Stockholm):* 2026-11-24 10:15:00',
    ],
  },
  {
    tool: 'Uptime Kuma Discord down',
    source: 'louislam/uptime-kuma@6398a9581d server/notification-providers/discord.js',
    format: 'discord',
    json: {
      username: 'Uptime Kuma',
      content: '<@&123456789012345678>',
      embeds: [
        {
          title: '❌ Your service Web shop went down. ❌',
          color: 16711680,
          timestamp: '2026-11-24 09:15:00.000',
          fields: [
            { name: 'Service Name', value: 'Web shop' },
            { name: 'Service URL', value: 'https://shop.example' },
            { name: 'Went Offline', value: '<t:1790000000:F>' },
            { name: 'Time (Europe/Stockholm)', value: '2026-11-24 10:15:00' },
            { name: 'Error', value: 'N/A' },
          ],
        },
      ],
    },
    reads: [
      '*❌ Your service Web shop went down. ❌*',
      '*Service Name:* Web shop',
      '*Service URL:* https://shop.example',
      '*Went Offline:* 2026-09-21 14:13 UTC',
      '*Time (Europe/Stockholm):* 2026-11-24 10:15:00',
      '*Error:* N/A',
    ],
  },
  {
    tool: 'Uptime Kuma with blocks',
    source: 'louislam/uptime-kuma@00f733d352 server/notification-providers/slack.js',
    format: 'slack',
    json: {
      text: 'Uptime Kuma Alert\n[Web shop] [🔴 Down] connect ECONNREFUSED <!channel>',
      channel: '#ops',
      username: 'Kuma',
      icon_emoji: ':bear:',
      attachments: [
        {
          color: '#e01e5a',
          blocks: [
            { type: 'header', text: { type: 'plain_text', text: 'Uptime Kuma Alert' } },
            {
              type: 'section',
              fields: [
                { type: 'mrkdwn', text: '*Message*\n[Web shop] [🔴 Down] connect ECONNREFUSED <!channel>' },
                { type: 'mrkdwn', text: '*Time (UTC)*\n2026-11-24 09:15:00.000' },
              ],
            },
            {
              type: 'actions',
              elements: [
                {
                  type: 'button',
                  text: { type: 'plain_text', text: 'Visit Uptime Kuma' },
                  value: 'Uptime-Kuma',
                  url: 'https://kuma.example/dashboard/1',
                },
              ],
            },
          ],
        },
      ],
    },
    reads: [
      '🔴 *Uptime Kuma Alert*',
      '*Message:* [Web shop] [🔴 Down] connect ECONNREFUSED @channel',
      '*Time (UTC):* 2026-11-24 09:15:00.000',
      '<https://kuma.example/dashboard/1|Visit Uptime Kuma>',
    ],
  },
  {
    tool: 'Uptime Kuma up, to Discord',
    source: 'louislam/uptime-kuma@01749b79cd server/notification-providers/discord.js',
    format: 'discord',
    json: {
      username: 'Uptime Kuma',
      embeds: [
        {
          title: '✅ Your service Web shop is up! ✅',
          color: 65280,
          timestamp: '2026-11-24 09:20:00.000',
          fields: [
            { name: 'Service Name', value: 'Web shop' },
            { name: 'Service URL', value: 'https://shop.example' },
            { name: 'Back Online', value: '<t:1790000300:F>' },
            { name: 'Time (Europe/Stockholm)', value: '2026-11-24 10:20:00' },
            { name: 'Ping', value: '42 ms' },
          ],
        },
      ],
      flags: 4096,
    },
    reads: [
      '*✅ Your service Web shop is up! ✅*',
      '*Service Name:* Web shop',
      '*Service URL:* https://shop.example',
      '*Back Online:* 2026-09-21 14:18 UTC',
      '*Time (Europe/Stockholm):* 2026-11-24 10:20:00',
      '*Ping:* 42 ms',
    ],
  },
];
