import { SendError } from 'synochat';
import { describe, expect, it } from 'vitest';
import { cancelled, openAlready, question, receipt, verdictFor } from '../words.ts';

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

  it('hears that nobody else may decide', () => {
    expect(receipt('staging', { sent: [], failed: [] })).toBe(
      'You are the only approver: another user has to ask for staging',
    );
  });

  it('hears when nobody was reached', () => {
    expect(receipt('staging', { sent: [], failed: [failed] })).toBe(
      'No approver of staging could be reached: try again later',
    );
  });
});

describe('the next one who asks for the same', () => {
  const open = { ...request, asker: { id: 4, name: '<b>' }, askedAt: Date.UTC(2026, 10, 24, 12, 5) };

  it('reads who asked, and when', () => {
    expect(openAlready(open)).toBe(
      'Already asked by <\u200bb> at 12:05 UTC to deploy staging: that request is decided first. ' +
        'The asker can cancel it: /deploy cancel staging',
    );
  });

  it('reads why they cannot take it back', () => {
    expect(cancelled('staging', { open, isCancelled: false })).toBe(
      'Only <\u200bb>, who asked to deploy staging, can cancel the request',
    );
    expect(cancelled('staging', { isCancelled: false })).toBe('No request to deploy staging is open');
  });
});

describe('an approver', () => {
  it('is asked in a text in which no name can pose as a link', () => {
    const { text } = question({ ...request, asker: { id: 4, name: '<http://evil.example|mikael>' } });

    expect(text).toBe('<\u200bhttp://evil.example|mikael> asks to deploy *staging*');
  });

  it('a press after the hour is answered with: the request has expired', () => {
    expect(verdictFor({ id: 5, name: 'ada' }, { kind: 'expired', request })).toBe(
      'Deployment of *staging*, asked for by mikael: expired without a decision within 60 minutes',
    );
  });
});
