import { describe, expect, it } from 'vitest';
import { RequestError, type RequestErrorCode } from '../index.ts';
import * as relay from '../relay.ts';

type Format = 'slack' | 'mattermost' | 'discord' | 'ntfy' | 'gotify' | 'apprise' | 'generic';
const formats: Format[] = ['slack', 'mattermost', 'discord', 'ntfy', 'gotify', 'apprise', 'generic'];

async function accept(
  format: Format,
  query = '',
  fields: object = { text: 'x', content: 'x', message: 'x', body: 'x' },
) {
  const req = new Request(`http://relay.example/${query}`, { method: 'POST', body: JSON.stringify(fields) });
  return seen((await relay.parseNotification(req, relay[format])).accepted());
}

const refuse = (format: Format, code: RequestErrorCode) =>
  seen(relay[format].refused(new RequestError(code, 'for the log')));

async function seen(response: Response) {
  const body = await response.text();
  return { status: response.status, type: response.headers.get('content-type') ?? '', headers: response.headers, body };
}

type Answer = Awaited<ReturnType<typeof seen>>;
const parsed = ({ body }: Answer) => JSON.parse(body) as Record<string, unknown>;

/** The test by which each tool knows success, restated from the file that judges the answer. */
const successes: readonly [
  tool: string,
  source: string,
  format: Format,
  query: string,
  isSuccess: (answer: Answer) => boolean,
][] = [
  [
    'Alertmanager',
    'prometheus/alertmanager@00077d70ea notify/slack/slack.go, checkTextResponseError',
    'slack',
    '',
    ({ status, type, body }) => status === 200 && !type.startsWith('application/json') && body === 'ok',
  ],
  [
    'Grafana',
    'grafana/alerting@0fca94bf37 receivers/slack/v1/slack.go',
    'slack',
    '',
    ({ status, type, body }) => status === 200 && type.startsWith('text/html') && body === 'ok',
  ],
  [
    'Jenkins',
    'jenkinsci/slack-plugin@01a2507536 StandardSlackService.java: SC_OK',
    'slack',
    '',
    ({ status }) => status === 200,
  ],
  ['Netdata', 'netdata/netdata alarm-notify.sh.in, send_slack: "200"', 'slack', '', ({ status }) => status === 200],
  ['Tautulli', 'Tautulli/Tautulli@002cb93187 plexpy/notifiers.py: 200', 'slack', '', ({ status }) => status === 200],
  [
    'Flux',
    'fluxcd/notification-controller@1f5d108d1d internal/notifier/client.go',
    'slack',
    '',
    ({ status }) => status < 300,
  ],
  [
    'shoutrrr',
    'containrrr/shoutrrr@3c77fd561e mattermost.go: StatusOK',
    'mattermost',
    '',
    ({ status }) => status === 200,
  ],
  [
    'Apprise',
    'caronc/apprise@cf17bc9ecd plugins/mattermost.py: codes.ok',
    'mattermost',
    '',
    ({ status, type, body }) => status === 200 && type.startsWith('text/plain') && body === 'ok',
  ],
  [
    'Grafana',
    'grafana/alerting@0fca94bf37 receivers/discord/v1/discord.go: 2xx',
    'discord',
    '',
    ({ status, body }) => Math.floor(status / 100) === 2 && body === '',
  ],
  [
    'Zabbix',
    'zabbix/zabbix@dc22deecd5 media_discord.yaml: JSON with an id',
    'discord',
    '?wait=True',
    (answer) => Boolean(parsed(answer)['id']),
  ],
  [
    'discord.js',
    'its webhook client reads every member of a message',
    'discord',
    '?wait=true',
    (answer) => {
      const { id, type, content, author, attachments, embeds, mentions, timestamp } = parsed(answer);
      const lists = [attachments, embeds, mentions].every((list) => Array.isArray(list));
      return (
        /^\d{17,}$/.test(String(id)) &&
        type === 0 &&
        content === 'x' &&
        lists &&
        typeof author === 'object' &&
        !Number.isNaN(Date.parse(String(timestamp)))
      );
    },
  ],
  [
    'Apprise',
    'caronc/apprise@14b8db86ef plugins/ntfy.py: codes.ok, JSON',
    'ntfy',
    '',
    (answer) => answer.status === 200 && parsed(answer)['event'] === 'message',
  ],
  [
    'Gotify clients',
    'gotify/server@06b0b4a909 model/message.go',
    'gotify',
    '',
    (answer) => {
      const { id, appid, message, date } = parsed(answer);
      return (
        answer.status === 200 && id === 1 && appid === 1 && message === 'x' && !Number.isNaN(Date.parse(String(date)))
      );
    },
  ],
  [
    'Sonarr',
    'Sonarr/Sonarr@4039c50e44 Notifications/Apprise/AppriseProxy.cs',
    'apprise',
    '',
    (answer) => answer.status === 200 && parsed(answer)['error'] === null,
  ],
  [
    'Home Assistant',
    'home-assistant/core@0625c9fae0 components/rest/notify.py: 2xx',
    'generic',
    '',
    (answer) => answer.status === 200 && answer.body === '{"ok":true}',
  ],
];

/** How each tool reads a refusal. */
const refusals: readonly [
  tool: string,
  source: string,
  format: Format,
  code: RequestErrorCode,
  isRead: (answer: Answer) => boolean,
][] = [
  [
    'Slack',
    'its page on incoming webhooks, errors',
    'slack',
    'notification_invalid',
    ({ status, body }) => status === 400 && body === 'invalid_payload',
  ],
  [
    'Slack',
    'its page on incoming webhooks, errors',
    'slack',
    'notification_empty',
    ({ status, body }) => status === 400 && body === 'no_text',
  ],
  [
    'Healthchecks',
    'healthchecks/healthchecks@87bd3eebf2 hc/integrations/slack/transport.py: 404, and 400 with invalid_token, are for good',
    'slack',
    'token_wrong',
    ({ status, body }) => status === 403 && body === 'invalid_token',
  ],
  [
    'Grafana',
    'grafana/alerting@0fca94bf37 receivers/discord/v1/discord.go: message and code',
    'discord',
    'token_wrong',
    (answer) => answer.status === 401 && parsed(answer)['code'] === 50_027,
  ],
  [
    'Grafana',
    'the same file',
    'discord',
    'notification_empty',
    (answer) => answer.status === 400 && parsed(answer)['message'] === 'Cannot send an empty message',
  ],
  [
    'Uptime Kuma',
    'louislam/uptime-kuma@01749b79cd discord.js: a GET comes first, `avatar` is read',
    'discord',
    'probe',
    (answer) => answer.status === 200 && parsed(answer)['avatar'] === null,
  ],
  [
    'Apprise',
    'caronc/apprise@14b8db86ef plugins/ntfy.py: error and code',
    'ntfy',
    'token_wrong',
    (answer) =>
      answer.status === 401 && typeof parsed(answer)['error'] === 'string' && parsed(answer)['code'] === 40_101,
  ],
  [
    'Gotify clients',
    'gotify/server@3e9fe7427d model/error.go',
    'gotify',
    'token_wrong',
    (answer) => parsed(answer)['errorCode'] === 401,
  ],
  [
    'Sonarr',
    'Sonarr/Sonarr@4039c50e44 AppriseProxy.cs: JSON with error',
    'apprise',
    'notification_invalid',
    (answer) => answer.status === 400 && typeof parsed(answer)['error'] === 'string',
  ],
  ['any tool', 'own', 'generic', 'token_wrong', (answer) => answer.status === 401 && parsed(answer)['ok'] === false],
];

describe('the answer to an accepted notification', () => {
  it.each(successes)('is success for %s (%s) by %s%s', async (_tool, _source, format, query, isSuccess) => {
    const answer = await accept(format, query);
    expect([answer, isSuccess(answer)]).toEqual([answer, true]);
  });

  it('is a new one each time', async () => {
    const { accepted } = await relay.parseNotification(
      new Request('http://r.example', { method: 'POST', body: '{"text":"x"}' }),
      relay.slack,
    );
    expect(await accepted().text()).toBe('ok');
    expect(await accepted().text()).toBe('ok');
  });
});

describe('the answer to a refused notification', () => {
  it.each(refusals)('is read by %s (%s) by %s: %s', async (_tool, _source, format, code, isRead) => {
    const answer = await refuse(format, code);
    expect([answer, isRead(answer)]).toEqual([answer, true]);
  });

  it.each(formats)('of %s asks for a later try if one may help, and never by 429 or 404', async (format) => {
    const codes: RequestErrorCode[] = [
      ...([
        'method_not_allowed',
        'token_missing',
        'token_wrong',
        'body_too_large',
        'body_timeout',
        'body_used',
      ] as const),
      ...(['body_invalid', 'notification_invalid', 'notification_empty'] as const),
    ];
    for (const code of codes) {
      const { status, headers, body } = await refuse(format, code);
      const mayPass = code === 'body_timeout' || code === 'body_used';
      expect([code, status === 503, headers.get('retry-after')]).toEqual([code, mayPass, mayPass ? '30' : null]);
      expect([400, 401, 403, 405, 413, 503]).toContain(status);
      expect(body).not.toContain('for the log');
    }
  });

  it.each(['ntfy', 'gotify', 'apprise', 'generic'] as const)('of %s names a wrong key in a word', async (format) => {
    expect(parsed(await refuse(format, 'token_wrong'))['error']).toBe('unauthorized');
  });

  it.each(formats)('of %s to a probe is 200', async (format) => {
    expect((await refuse(format, 'probe')).status).toBe(200);
  });
});
