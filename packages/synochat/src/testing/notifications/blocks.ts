import type { Sample } from './sample.ts';

export const blocks: readonly Sample[] = [
  {
    tool: 'Apprise blocks',
    source: 'caronc/apprise@cf17bc9ecd apprise/plugins/slack.py (fixed host; the shape only)',
    format: 'slack',
    json: {
      attachments: [
        {
          blocks: [
            { type: 'header', text: { type: 'plain_text', text: 'Backup', emoji: true } },
            { type: 'section', text: { type: 'mrkdwn', text: 'done &amp; verified' } },
            {
              type: 'context',
              elements: [
                { type: 'image', image_url: 'https://example.com/i.png', alt_text: 'info' },
                { type: 'mrkdwn', text: 'Apprise' },
              ],
            },
          ],
          color: '#3AA3E3',
        },
      ],
    },
    reads: ['*Backup*', 'done & verified', 'Apprise'],
  },
  {
    tool: 'rich_text block',
    source: '@slack/types 3.2.0 block-kit/blocks.d.ts (shape)',
    format: 'slack',
    json: {
      text: 'fallback',
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Deploy ' },
                { type: 'text', text: 'failed', style: { bold: true } },
                { type: 'text', text: ': ' },
                { type: 'link', url: 'https://ci.example/1', text: 'log' },
                { type: 'text', text: ' ' },
                { type: 'emoji', name: 'fire' },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [
                { type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] },
                { type: 'rich_text_section', elements: [{ type: 'text', text: 'two' }] },
              ],
            },
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'exit 1' }] },
          ],
        },
        { type: 'divider' },
        { type: 'markdown', text: '**done**' },
      ],
    },
    reads: [
      'fallback',
      'Deploy *failed*: <https://ci.example/1|log> :fire:',
      '• one',
      '• two',
      '```',
      'exit 1',
      '```',
      '*done*',
    ],
  },
];
