import type { Sample } from './sample.ts';

export const alerts: readonly Sample[] = [
  {
    tool: 'Healthchecks down',
    source: 'healthchecks/healthchecks@29b5ec2510 hc/integrations/slack/transport.py',
    format: 'slack',
    json: {
      username: 'Healthchecks',
      icon_url: 'https://hc.example/static/img/logo.png',
      attachments: [
        {
          color: 'danger',
          fallback: 'The check "Backup" is DOWN.',
          mrkdwn_in: ['fields'],
          title: '“Backup” is DOWN.',
          title_link: 'https://hc.example/cloaked/abc/',
          text: 'Reason: success signal did not arrive on time, grace time passed.',
          fields: [
            { title: 'Project', value: 'Home', short: true },
            { title: 'Tags', value: '`nas` `nightly`', short: true },
            { title: 'Schedule', value: '0 3 \u034f* \u034f* \u034f*', short: true },
            { title: 'Time Zone', value: 'Europe/Stockholm', short: true },
            { title: 'Total Pings', value: '412', short: true },
            { title: 'Last Ping', value: 'Success, 1 day ago', short: true },
            { title: 'Last Ping Body', value: '```\nrsync: sent 1,2 GB\nexit 0\n```' },
          ],
        },
      ],
    },
    reads: [
      '🔴 <https://hc.example/cloaked/abc/|“Backup” is DOWN.>',
      'Reason: success signal did not arrive on time, grace time passed.',
      '*Project:* Home',
      '*Tags:* `nas` `nightly`',
      '*Schedule:* 0 3 \u034f* \u034f* \u034f*',
      '*Time Zone:* Europe/Stockholm',
      '*Total Pings:* 412',
      '*Last Ping:* Success, 1 day ago',
      '*Last Ping Body:*',
      '```',
      'rsync: sent 1,2 GB',
      'exit 0',
      '```',
    ],
  },
  {
    tool: 'Gatus',
    source: 'TwiN/gatus@08c463542f alerting/provider/slack/slack.go',
    format: 'slack',
    json: {
      text: '',
      attachments: [
        {
          title: ':helmet_with_white_cross: Gatus',
          text: 'An alert for *shop/frontend* has been triggered due to having failed 3 time(s) in a row:\n> shop is slow',
          short: false,
          color: '#DD0000',
          fields: [
            {
              title: 'Condition results',
              value: ':x: - `[STATUS] == 200`\n:white_check_mark: - `[RESPONSE_TIME] < 500`\n',
              short: false,
            },
          ],
        },
      ],
    },
    reads: [
      '*:helmet_with_white_cross: Gatus*',
      'An alert for *shop/frontend* has been triggered due to having failed 3 time(s) in a row:',
      '> shop is slow',
      '*Condition results:*',
      ':x: - `[STATUS] == 200`',
      ':white_check_mark: - `[RESPONSE_TIME] < 500`',
    ],
  },
  {
    tool: 'Falcosidekick',
    source: 'falcosecurity/falcosidekick@8807ab7b0e outputs/slack.go',
    format: 'slack',
    json: {
      username: 'Falcosidekick',
      icon_url: 'https://example.com/falco.png',
      attachments: [
        {
          fallback: '10:15:00.1: Notice A shell was spawned (user=root)',
          color: '#68c2ff',
          text: '10:15:00.1: Notice A shell was spawned (user=root)',
          fields: [
            { title: 'rule', value: 'Terminal shell in container', short: true },
            { title: 'priority', value: 'Notice', short: true },
            { title: 'proc.cmdline', value: 'bash -c "a && b"', short: true },
            { title: 'time', value: '2026-11-24 10:15:00 +0000 UTC', short: false },
          ],
          footer: 'https://github.com/falcosecurity/falcosidekick',
        },
      ],
    },
    reads: [
      '10:15:00.1: Notice A shell was spawned (user=root)',
      '*rule:* Terminal shell in container',
      '*priority:* Notice',
      '*proc.cmdline:* bash -c "a && b"',
      '*time:* 2026-11-24 10:15:00 +0000 UTC',
      'https://github.com/falcosecurity/falcosidekick',
    ],
  },
  {
    tool: 'TrueNAS',
    source: 'truenas/middleware@10e1a6d1af alert/service/slack.py',
    format: 'slack',
    json: {
      text: 'TrueNAS @ nas2\n\nNew alerts:\n\n  * Pool tank state is DEGRADED: One or more devices has been removed by the administrator. &lt;sda&gt;\n\n',
    },
    reads: [
      'TrueNAS @ nas2',
      '',
      'New alerts:',
      '',
      '  • Pool tank state is DEGRADED: One or more devices has been removed by the administrator. <\u200bsda>',
    ],
  },
  {
    tool: 'Jenkins',
    source: 'jenkinsci/slack-plugin@01a2507536 src/main/java/jenkins/plugins/slack/StandardSlackService.java',
    format: 'slack',
    form: {
      payload:
        '{"channel": "#ci", "attachments": [{"fallback": "shop \\u00bb main - #42 Failure after 3 min 2 sec (<https://jenkins.example/job/shop/42/|Open>)", "color": "danger", "fields": [{"short": false, "value": "shop \\u00bb main - #42 Failure after 3 min 2 sec (<https://jenkins.example/job/shop/42/|Open>)"}], "mrkdwn_in": ["pretext", "text", "fields"]}], "link_names": "1"}',
    },
    reads: ['🔴 shop » main - #42 Failure after 3 min 2 sec (<https://jenkins.example/job/shop/42/|Open>)'],
  },
];
