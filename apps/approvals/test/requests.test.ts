import { describe, expect, it } from 'vitest';
import { ask, cancel, decide, lifetime, type Press, type Request, release } from '../requests.ts';

const [mikael, ada, grace] = [
  { id: 4, name: 'mikael' },
  { id: 5, name: 'ada' },
  { id: 6, name: 'grace' },
] as const;
const start = Date.parse('2026-11-24T12:00:00Z');
const afterExpiry = start + lifetime * 60_000;
const rules = { approvers: [mikael.id, ada.id, grace.id], now: start + 1000 };
const wish = (changes: Partial<Request> = {}): Request => ({
  ...{ id: 'r1', target: 'production', asker: mikael, askedAt: start },
  ...changes,
});
const press = (changes: Partial<Press> = {}): Press => ({ requestId: 'r1', verdict: 'approve', by: ada, ...changes });

describe('a wish', () => {
  it('is a request that waits', () => {
    expect(ask([], wish())).toEqual({ requests: [wish()] });
  });

  it('that comes again, from whomever, changes nothing, and hears of the request that waits already', () => {
    for (const asker of [mikael, ada])
      expect(ask([wish()], wish({ id: 'r2', asker, askedAt: afterExpiry - 1 }))).toEqual({
        requests: [wish()],
        open: wish(),
      });
  });

  it('is a new request after the last request was decided, withdrawn or expired', () => {
    const { requests } = decide([wish()], press(), rules);
    const next = wish({ id: 'r2', askedAt: afterExpiry - 1 });

    expect(ask(requests, next)).toEqual({ requests: [next, ...requests] });
    expect(ask(cancel([wish()], { by: mikael, now: afterExpiry - 1 }).requests, next)).toEqual({ requests: [next] });
    expect(ask([wish()], wish({ id: 'r2', askedAt: afterExpiry })).open).toBeUndefined();
  });

  it('is withdrawn by the user who asked, and by no other user', () => {
    const now = start + 1;

    expect(cancel([wish()], { by: mikael, now })).toEqual({ requests: [], open: wish(), isCancelled: true });
    for (const by of [ada, { id: ada.id, name: 'mikael' }])
      expect(cancel([wish()], { by, now })).toEqual({ requests: [wish()], open: wish(), isCancelled: false });
  });

  it('is not withdrawn after a decision or after it expired', () => {
    const { requests } = decide([wish()], press(), rules);

    expect(cancel(requests, { by: mikael, now: start + 2000 })).toEqual({ requests, isCancelled: false });
    expect(cancel([wish()], { by: mikael, now: afterExpiry })).toEqual({ requests: [wish()], isCancelled: false });
  });

  it('that nobody was asked about is forgotten, unless somebody has decided', () => {
    const { requests } = decide([wish()], press(), rules);

    expect(release([wish(), wish({ id: 'r2' })], 'r1')).toEqual([wish({ id: 'r2' })]);
    expect(release(requests, 'r1')).toEqual(requests);
  });

  it('makes the oldest of fifty forgotten', () => {
    let requests: readonly Request[] = [];
    for (let n = 0; n < 51; n++) {
      requests = ask(requests, wish({ id: `r${n}` })).requests;
      requests = decide(requests, press({ requestId: `r${n}` }), rules).requests;
    }

    expect(requests).toHaveLength(50);
    expect(decide(requests, press({ requestId: 'r0' }), rules).outcome).toEqual({ kind: 'unknown' });
    expect(decide(requests, press({ requestId: 'r1' }), rules).outcome.kind).toBe('decided');
  });
});

describe('a press', () => {
  it.each(['approve', 'reject'] as const)('decides: %s', (verdict) => {
    const request = wish({ decision: { verdict, by: ada } });

    expect(decide([wish()], press({ verdict }), rules)).toEqual({
      requests: [request],
      outcome: { kind: 'decided', request, isNew: true },
    });
  });

  it('after the first answers with the first decision, also after the hour', () => {
    const { requests } = decide([wish()], press(), rules);
    const second = decide(requests, press({ verdict: 'reject', by: grace }), { ...rules, now: afterExpiry });

    expect(second.outcome).toMatchObject({ isNew: false, request: { decision: { verdict: 'approve', by: ada } } });
    expect(second.requests).toBe(requests);
  });

  it('that is sent twice decides once', () => {
    const { requests } = decide([wish()], press(), rules);

    expect(decide(requests, press(), rules).outcome).toMatchObject({ kind: 'decided', isNew: false });
  });

  it('of the one who asked decides nothing, whatever their name is now', () => {
    const requests = [wish()];

    for (const by of [mikael, { id: mikael.id, name: 'ada' }])
      expect(decide(requests, press({ by }), rules)).toMatchObject({ requests, outcome: { kind: 'own' } });
  });

  it('under a withdrawn request decides nothing', () => {
    const { requests } = cancel([wish()], { by: mikael, now: start + 1 });

    expect(decide(requests, press(), rules).outcome).toEqual({ kind: 'unknown' });
  });

  it('of somebody who is no approver decides nothing, and is told nothing of the request', () => {
    const stranger = decide([wish()], press({ by: { id: 99, name: 'mallory' } }), rules);

    expect(stranger).toEqual({ requests: [wish()], outcome: { kind: 'stranger' } });
  });

  it('decides until the hour has passed', () => {
    expect(decide([wish()], press(), { ...rules, now: afterExpiry - 1 }).outcome.kind).toBe('decided');
    expect(decide([wish()], press(), { ...rules, now: afterExpiry }).outcome.kind).toBe('expired');
  });

  it('under an unknown request decides nothing', () => {
    expect(decide([wish()], press({ requestId: 'r9' }), rules).outcome).toEqual({ kind: 'unknown' });
  });
});
