// The table of send errors in docs/errors.md, from the code that makes them: npm run error-table.
import { readFileSync, writeFileSync } from 'node:fs';
import {
  callbackFailure,
  connectionLost,
  failureOf,
  limiterFailure,
  notChat,
  redirected,
  replyTooLarge,
  statusFailure,
  timeoutFailure,
} from '../packages/synochat/src/outbound/exchange/failures.ts';
import { apiFailure } from '../packages/synochat/src/outbound/exchange/refusal.ts';
import { transportFailure } from '../packages/synochat/src/outbound/exchange/transport.ts';
import type { Failure, SendErrorCode } from '../packages/synochat/src/shared/failure.ts';

// Every code that was ever reported for Chat, as in docs/wire.md.
const apiCodes = [
  ...[100, 101, 102, 103, 104, 105, 114, 115, 117, 119, 120, 401, 402, 404, 407, 409, 410, 411, 800],
  // Of sessions, and so of another API.
  ...[106, 107, 152, 400, 403, 408, 415, 422],
];
const asked = apiCodes.map((code) => apiFailure({ code }, false, '-'));
const byApi = (code: SendErrorCode) => asked.filter((failure) => failure.code === code);

/** Each code with all that it may stand for; one that is missing here does not compile. */
const failures: Record<SendErrorCode, readonly Failure[]> = {
  token_invalid: byApi('token_invalid'),
  target_missing: byApi('target_missing'),
  rate_limited: byApi('rate_limited'),
  text_too_long: byApi('text_too_long'),
  file_unreachable: [apiFailure({ code: 117 }, true, '-')],
  file_too_large: byApi('file_too_large'),
  payload_invalid: byApi('payload_invalid'),
  record_invalid: byApi('record_invalid'),
  forbidden: byApi('forbidden'),
  method_unknown: byApi('method_unknown'),
  version_unsupported: byApi('version_unsupported'),
  chat_unavailable: byApi('chat_unavailable'),
  api_error: byApi('api_error'),
  connect_failed: [
    transportFailure({ code: 'ECONNREFUSED' }),
    transportFailure({ code: 'ERR_PROXY_TUNNEL' }),
    transportFailure({ message: 'Requires net access' }),
    transportFailure({ message: 'bad port' }),
    transportFailure(undefined),
  ],
  dns_failed: [transportFailure({ code: 'ENOTFOUND' })],
  tls_failed: [
    transportFailure({ code: 'CERT_HAS_EXPIRED' }),
    transportFailure({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
    transportFailure({ code: 'ECONNRESET', stage: 'connect' }),
    transportFailure({ code: 'ERR_SSL' }),
  ],
  connection_lost: [transportFailure({ message: 'NGHTTP2_REFUSED_STREAM' }), failureOf(connectionLost)],
  timeout: [timeoutFailure(30_000)],
  http_status: [
    statusFailure(403),
    statusFailure(413),
    statusFailure(429),
    statusFailure(503, 1000),
    statusFailure(502),
  ],
  redirected: [failureOf(redirected)],
  not_chat: [failureOf(notChat)],
  reply_too_large: [failureOf(replyTooLarge)],
  limiter_failed: [limiterFailure(undefined)],
  callback_failed: [callbackFailure(undefined, 'onPosted')],
};

const markers = /(<!-- errors -->\n).*?(<!-- \/errors -->)/s;

/** The page with its table as the code has it now. */
export function withErrorTable(page: string): string {
  if (!markers.test(page)) throw new Error('the page has no place for the table');
  return page.replace(markers, (_, start: string, end: string) => `${start}${table()}${end}`);
}

function table(): string {
  const rows = Object.entries(failures).flatMap(([code, each]) => {
    const alike = new Map<string, Failure[]>();
    for (const failure of each) {
      const rest = [failure.posted, isRetryable(failure), failure.fault ?? 'route', advice(failure)].join(' | ');
      alike.set(rest, [...(alike.get(rest) ?? []), failure]);
    }
    return [...alike].map(([rest, group]) => [`\`${code}\``, numbers(group), rest]);
  });
  const lines = [
    ['`code`', 'API error', '`posted` | `retryable` | `fault` | Advice'],
    ['---', '---', '--- | --- | --- | ---'],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function isRetryable({ posted, retryable }: Failure): string {
  return posted === 'no' && retryable ? 'yes' : 'no';
}

/** The sentence of the error, without what the other columns tell. */
function advice({ message }: Failure): string {
  const plainMessage = message.replace(/^Chat refused: | \(API error \d+\)$/g, '');
  return plainMessage.charAt(0).toUpperCase() + plainMessage.slice(1);
}

function numbers(failures: readonly Failure[]): string {
  const codes = failures.flatMap(({ apiCode }) => apiCode ?? []);
  return codes.includes(106) ? 'any other' : codes.join(', ');
}

const page = new URL('../docs/errors.md', import.meta.url);
if (import.meta.main) writeFileSync(page, withErrorTable(readFileSync(page, 'utf8')));
