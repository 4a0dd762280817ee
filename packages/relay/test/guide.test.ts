import * as formats from 'synochat/relay';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../../tools/site/pages.ts';
import { requestOf, type Sample } from '../../synochat/test/portable/notifications/sample.ts';
import { samples } from '../../synochat/test/portable/notifications/samples.ts';
import { relayAddresses } from '../src/addresses.ts';

const page = readPage('docs/guides/connect.md');

const grafana = {
  attachments: [
    {
      color: '#D63232',
      title: '[FIRING:1] DiskFull (node1)',
      title_link: 'http://grafana.example:3000/alerting/list',
      text: '**Firing**\n\nValue: A=92.4\nLabels:\n - alertname = DiskFull\n - instance = node1\n',
      fallback: '[FIRING:1] DiskFull (node1)',
      footer: 'Grafana v12.2.1',
    },
  ],
};
const alertmanager = {
  attachments: [
    {
      color: 'danger',
      title: '[FIRING:1] DiskFull (node1 critical)',
      title_link: 'http://alertmanager.example:9093/#/alerts?receiver=chat',
      text: '92 % of /dev/sda1 are used\n',
      fallback: '[FIRING:1] DiskFull (node1 critical)',
    },
  ],
};

/** The notification below each heading of the guide, and the number of lines of it that the guide shows. */
const shown: [heading: string, sent: string | object, lines?: number][] = [
  ['Uptime Kuma', 'Uptime Kuma Discord down'],
  ['Grafana', grafana],
  ['Alertmanager', alertmanager],
  ['Sonarr and Radarr', 'Sonarr grab'],
  ['Gitea and Forgejo', 'Gitea push'],
  ['GitLab', 'GitLab pipeline'],
  ['Healthchecks', 'Healthchecks down', 4],
  ['Tautulli', 'Tautulli'],
  ['Home Assistant', 'Home Assistant rest notify'],
  ['Proxmox VE and TrueNAS', 'TrueNAS'],
];

describe('the guide shows what a reader sees below', () => {
  it.each(shown)('%s', async (...[heading, sent, lines]) => {
    const sample =
      typeof sent === 'string' ? samples.find(({ tool }) => tool === sent) : { format: 'slack', json: sent };
    const { message } = await formats.parseNotification(
      requestOf(sample as Sample),
      formats[(sample as Sample).format],
    );

    const [, section = ''] = page.split(`\n## ${heading}\n`);
    const [quote] = /(?:^> .*\n)+/m.exec(section.split('\n## ')[0] ?? '') ?? [];
    expect(quote).toBe(quoteOf(message.text, lines));
  });
});

it('shows for each tool an address that the relay prints beside the tool', () => {
  const rows = relayAddresses('http://192.168.1.5:8080', 'KEY').map(({ paste, tools }) => ({
    tools: tools.split(', '),
    address: /http[^,]+/.exec(paste)?.[0] ?? '',
  }));
  const sections = page.split('\n## ').slice(1);
  const compared = [...new Set(rows.flatMap(({ tools }) => tools))].flatMap((tool) => {
    const section = sections.find((text) => text.split('\n', 1)[0]?.includes(tool));
    const addresses = rows.filter(({ tools }) => tools.includes(tool)).map(({ address }) => address);
    return section === undefined ? [] : [{ tool, isShown: addresses.some((address) => section.includes(address)) }];
  });
  expect(compared.filter(({ isShown }) => !isShown)).toEqual([]);
  expect(compared.length).toBeGreaterThanOrEqual(8);
});

/** Returns a text in the markup of Chat as a quotation in Markdown. */
function quoteOf(text = '', count?: number): string {
  const all = text.replace(/\u200b|\u034f/g, '').split('\n');
  const lines = all.filter((line) => line.trim() !== '').slice(0, count);
  return `${lines.map((line) => `> ${toMarkdown(line)}`).join('\\\n')}\n`;
}

function toMarkdown(line: string): string {
  return line
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, '[$2]($1)')
    .replace(/<(?!https?:)/g, '&lt;')
    .replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, '**$1**')
    .replace(/^ *(- )?/, (_, dash) => (dash === undefined ? '' : '\\- '));
}
