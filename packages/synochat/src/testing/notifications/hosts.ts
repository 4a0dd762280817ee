import type { Sample } from './sample.ts';

export const hosts: readonly Sample[] = [
  {
    tool: 'Sentry',
    source: 'getsentry/sentry-plugins@08305df533 src/sentry_plugins/slack/plugin.py',
    format: 'slack',
    form: {
      payload:
        '{"attachments": [{"fallback": "[ada shop] TypeError: Cannot read total", "title": "TypeError: Cannot read total", "title_link": "https://sentry.example/ada/shop/issues/7/?referrer=slack", "color": "#f43f20", "fields": [{"title": "Culprit", "value": "cart.ts in pay", "short": false}, {"title": "Project", "value": "ada shop", "short": true}, {"title": "Triggered By", "value": "<https://sentry.example/rules/1/ | Every new issue>", "short": false}, {"title": "level", "value": "error", "short": true}]}], "username": "Sentry"}',
    },
    reads: [
      '🔴 <https://sentry.example/ada/shop/issues/7/?referrer=slack|TypeError: Cannot read total>',
      '*Culprit:* cart.ts in pay',
      '*Project:* ada shop',
      '*Triggered By:* <https://sentry.example/rules/1/|Every new issue>',
      '*level:* error',
    ],
  },
  {
    tool: 'Netdata',
    source: 'netdata/netdata health/notifications/alarm-notify.sh.in, send_slack',
    format: 'slack',
    form: {
      payload:
        '        {\n            "channel": "#alarms",\n            "username": "netdata on nas",\n            "icon_url": "https://registry.example/images/seo-performance-128.png",\n            "text": "nas is critical, `disk_space._volume1` (_/volume1_), *disk space usage = 98.2%*",\n            "attachments": [\n                {\n                    "fallback": "disk space usage = 98.2% - disk_space._volume1 (/volume1) - disk /volume1\nspace utilization",\n                    "color": "danger",\n                    "title": "disk space usage = 98.2%",\n                    "title_link": "https://netdata.example/goto-host-from-alarm.html?host=nas",\n                    "text": "disk /volume1\nspace utilization",\n                    "fields": [\n                        {\n                            "title": "disk_space._volume1",\n                            "short": true\n                        },\n                        {\n                            "title": "/volume1",\n                            "short": true\n                        }\n                    ],\n                    "thumb_url": "https://registry.example/images/banner.png",\n                    "footer": "by <https://netdata.example/goto-host-from-alarm.html?host=nas|nas>",\n                    "ts": 1790000000\n                }\n            ]\n        }\n',
    },
    reads: [
      '🔴 nas is critical, `disk_space._volume1` (_/volume1_), *disk space usage = 98.2%*',
      '<https://netdata.example/goto-host-from-alarm.html?host=nas|disk space usage = 98.2%>',
      'disk /volume1',
      'space utilization',
      '*disk_space._volume1*',
      '*/volume1*',
      'by <https://netdata.example/goto-host-from-alarm.html?host=nas|nas>',
    ],
  },
  {
    tool: 'Zabbix, to Discord',
    source: 'zabbix/zabbix@dc22deecd5 templates/media/discord/media_discord.yaml',
    format: 'discord',
    query: '?wait=True',
    json: {
      embeds: [
        {
          color: 14964057,
          url: 'https://zabbix.example/tr_events.php?triggerid=2&eventid=7',
          title: 'PROBLEM: Disk /volume1 is full',
          fields: [
            { name: 'Host', value: 'nas [192.0.2.7]' },
            { name: 'Event time', value: '10:15:00 2026.11.24', inline: 'True' },
            { name: 'Severity', value: 'Disaster', inline: 'True' },
            { name: 'Operational data', value: '98.2 %', inline: 'True' },
          ],
          footer: { text: 'Event ID: 7\nEvent tags: scope:capacity' },
        },
      ],
    },
    reads: [
      '🔴 <https://zabbix.example/tr_events.php?triggerid=2&eventid=7|PROBLEM: Disk /volume1 is full>',
      '*Host:* nas [192.0.2.7]',
      '*Event time:* 10:15:00 2026.11.24',
      '*Severity:* Disaster',
      '*Operational data:* 98.2 %',
      '_Event ID: 7 · Event tags: scope:capacity_',
    ],
  },
];
