import { SendError } from 'synochat';
import { describe, expect, it } from 'vitest';
import { question, receipt, verdictFor } from '../words.ts';

const mikael = { id: 4, name: 'mikael' };
const request = { id: 'r1', target: 'staging', asker: mikael, askedAt: 0 };
const sent = { userId: 5, postId: '1' };
const failed = {
  userId: 6,
  error: new SendError({ code: 'record_invalid', message: 'no such user', posted: 'no' }),
};

describe('the one who asked', () => {
  it('hears how many approvers were asked, and how many were not reached', () => {
    expect(receipt('staging', { sent: [sent], failed: [] })).toBe('Asked for approval to deploy staging: 1 approver');
    expect(receipt('staging', { sent: [sent, sent], failed: [failed] })).toBe(
      'Asked for approval to deploy staging: 2 approvers; 1 could not be reached',
    );
  });

  it('hears when nobody was reached', () => {
    expect(receipt('staging', { sent: [], failed: [failed] })).toBe(
      'Nobody could be asked for approval to deploy staging: try again later',
    );
  });
});

describe('an approver', () => {
  it('is asked in a text in which no name can pose as a link', () => {
    const { text } = question({ ...request, asker: { id: 4, name: '<http://evil.example|mikael>' } });

    expect(text).toBe('<\u200bhttp://evil.example|mikael> asks to deploy *staging*');
  });

  it('who presses too late hears that the request has expired', () => {
    expect(verdictFor({ id: 5, name: 'ada' }, { kind: 'expired', request })).toBe(
      'Deployment of *staging*, asked for by mikael: expired, nobody decided within 60 minutes',
    );
  });
});
