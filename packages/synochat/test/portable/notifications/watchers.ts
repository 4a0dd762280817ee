import type { Sample } from './sample.ts';

/** Notifications of tools that watch machines, networks and tickets. */
export const watchers: readonly Sample[] = [
  {
    tool: 'Diun, to Slack',
    source: 'crazy-max/diun@5a18b3c132 internal/notif/slack/client.go',
    format: 'slack',
    json: {
      attachments: [
        {
          ...{ color: '#4caf50', author_name: 'Diun', author_subname: 'github.com/crazy-max/diun' },
          ...{ author_link: 'https://github.com/crazy-max/diun', author_icon: 'https://i.example/diun.png' },
          text: 'Docker tag **docker.io/crazymax/diun:latest** which you subscribed to through docker provider has been released.',
          footer: 'CrazyMax © 2026 Diun v4.29.0',
          fields: [
            { title: 'Hostname', value: 'nas', short: false },
            { title: 'Platform', value: 'linux/amd64', short: false },
            { title: 'HubLink', value: 'https://hub.docker.com/r/crazymax/diun', short: false },
          ],
          ts: 1_790_000_000,
        },
      ],
    },
    reads: [
      '🟢 <https://github.com/crazy-max/diun|Diun>',
      'Docker tag *docker.io/crazymax/diun:latest* which you subscribed to through docker provider has been released.',
      '*Hostname:* nas',
      '*Platform:* linux/amd64',
      '*HubLink:* https://hub.docker.com/r/crazymax/diun',
      '_CrazyMax © 2026 Diun v4.29.0_',
    ],
  },
  {
    tool: 'CrowdSec, to Slack',
    source: 'crowdsecurity/crowdsec@2cc5c4e9be cmd/notification-slack/slack.yaml',
    format: 'slack',
    json: {
      text: ":flag-CN: <https://www.whois.com/whois/192.0.2.7|192.0.2.7> will get ban for next 4h for triggering crowdsecurity/ssh-bf on machine 'nas'. <https://app.crowdsec.net/cti/192.0.2.7|CrowdSec CTI>\n\n",
    },
    reads: [
      ":flag-CN: <https://www.whois.com/whois/192.0.2.7|192.0.2.7> will get ban for next 4h for triggering crowdsecurity/ssh-bf on machine 'nas'. <https://app.crowdsec.net/cti/192.0.2.7|CrowdSec CTI>",
    ],
  },
  {
    tool: 'LibreNMS, to Slack',
    source: 'librenms/librenms@088625b740 LibreNMS/Alert/Transport/Slack.php',
    format: 'slack',
    json: {
      attachments: [
        {
          fallback: 'Severity: critical\r\nRule: Device Down! Due to no ICMP response.\r\n',
          ...{ color: '#FF0000', title: 'Alert for device sw1.example', author_name: 'LibreNMS' },
          text: 'Severity: critical\r\nRule: Device Down! Due to no ICMP response.\r\n',
          mrkdwn_in: ['text', 'fallback'],
        },
      ],
      channel: '#ops',
    },
    reads: [
      '🔴 *LibreNMS*',
      '*Alert for device sw1.example*',
      'Severity: critical',
      'Rule: Device Down! Due to no ICMP response.',
    ],
  },
  {
    tool: 'Checkmk, to Slack',
    source: 'Checkmk/checkmk@0c23bb3631 cmk/notification_plugins/slack.py',
    format: 'slack',
    json: {
      attachments: [
        {
          ...{ color: '#EE0000', title: 'Service PROBLEM notification' },
          text: 'Host: <https://mon.example/view.py?host=web01|web01> (IP: 192.0.2.5)\nService: <https://mon.example/view.py?service=x|Filesystem /var>\nState: CRITICAL',
        },
        {
          ...{ color: '#EE0000', title: 'Additional Info' },
          text: 'CRIT - 96.3% used (38.5 of 40.0 GB)\nPlease take a look: @ada, @bob',
          footer: 'Check_MK notification: Mon Sep 21 14:13:20 CEST 2026',
        },
      ],
    },
    reads: [
      '🔴 *Service PROBLEM notification*',
      'Host: <https://mon.example/view.py?host=web01|web01> (IP: 192.0.2.5)',
      'Service: <https://mon.example/view.py?service=x|Filesystem /var>',
      'State: CRITICAL',
      '',
      '*Additional Info*',
      'CRIT - 96.3% used (38.5 of 40.0 GB)',
      'Please take a look: @ada, @bob',
      'Check_MK notification: Mon Sep 21 14:13:20 CEST 2026',
    ],
  },
  {
    tool: 'Graylog, to Slack',
    source: 'Graylog2/graylog2-server@355cbdef6c …/integrations/notifications/types/SlackMessage.java',
    format: 'slack',
    json: {
      ...{ icon_emoji: '', icon_url: '', username: 'Graylog', channel: '#ops', link_names: true },
      text: '@channel *Alert Failed logins* triggered:\n> more than 10 failed logins \n',
      attachments: [
        { color: '#FF0000', text: 'Message:              Failed logins: count()=12.0\nsource: 192.0.2.9\n' },
      ],
    },
    reads: [
      '🔴 @channel *Alert Failed logins* triggered:',
      '> more than 10 failed logins',
      '',
      'Message:              Failed logins: count()=12.0',
      'source: 192.0.2.9',
    ],
  },
  {
    tool: 'Zammad, to Slack',
    source: 'zammad/zammad@38f3e3d69b app/views/slack/ticket_update/en.md.erb',
    format: 'slack',
    json: {
      ...{ username: 'Zammad', icon_url: 'https://i.example/zammad.png', mrkdwn: true },
      text: '# Printer on fire\n_<https://desk.example/#ticket/zoom/12|Ticket#10012>: Updated by Ada at 2026-09-21 14:13_\n\n  * State: new -> open\n\nIt burns &amp; smokes',
    },
    reads: [
      '*Printer on fire*',
      '_<https://desk.example/#ticket/zoom/12|Ticket#10012>: Updated by Ada at 2026-09-21 14:13_',
      '',
      '  • State: new -> open',
      '',
      'It burns & smokes',
    ],
  },
  {
    tool: 'Overseerr, to Discord',
    source: 'sct/overseerr@02969d5426 server/lib/notifications/agents/discord.ts',
    format: 'discord',
    json: {
      username: 'Overseerr',
      embeds: [
        {
          ...{ title: 'Dune: Part Two (2024)', description: 'Paul Atreides unites with Chani.', color: 3_066_993 },
          author: { name: 'Overseerr', url: 'https://requests.example' },
          fields: [
            { name: 'Requested By', value: 'ada', inline: true },
            { name: 'Status', value: 'Available', inline: true },
            { name: 'View Media', value: 'https://requests.example/movie/693134' },
          ],
          thumbnail: { url: 'https://i.example/poster.jpg' },
        },
      ],
    },
    reads: [
      '🟢 <https://requests.example|Overseerr>',
      '*Dune: Part Two (2024)*',
      'Paul Atreides unites with Chani.',
      '*Requested By:* ada',
      '*Status:* Available',
      '*View Media:* https://requests.example/movie/693134',
    ],
  },
];
