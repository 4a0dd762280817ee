import type { SwitchOptions } from 'synochat-simulator';
import { createDraw } from './random.ts';

/** A NAS as drawn: its switches, the integrations of the owner, and the owner's consent. */
export interface DrawnWorld {
  readonly switches: SwitchOptions;
  readonly hasBot: boolean;
  readonly hasSecondUser: boolean;
  readonly isSecondAgreed: boolean;
  readonly nickname: string;
}

/** Draws every switch, beyond the caps of the survey too. */
export function drawWorld(random: () => number, fixed: SwitchOptions = {}): DrawnWorld {
  const { chance, whole, of } = createDraw(random);
  const flag = () => chance(0.5);
  const switches: SwitchOptions = {
    jsonBody: of(['reject', 'accept']),
    controlCharacters: of(['reject', 'accept']),
    maxTextLength: of([2000, 4000, 4096, whole(1, 30), whole(31, 3000), whole(3001, 65_535), whole(60_000, 70_000)]),
    lengthUnit: of(['codepoint', 'utf16', 'byte']),
    tooLong: of(['reject', 'reject', 'truncate']),
    rateInterval: of([0, 450, 500, whole(1, 60), whole(61, 1000), whole(1001, 8000), whole(8001, 70_000)]),
    rateScope: of(['token', 'server']),
    multiUser: of(['reject', 'accept']),
    stringIds: of(['reject', 'accept']),
    channelIds: of(['ignore', 'follow']),
    fileOrder: 'checks',
    maxFileBytes: of([32 * 1024 * 1024, 32_000_000, whole(0, 1_000_000), whole(1_000_000, 268_435_456)]),
    fileTimeout: of([30_000, 10_000, 1000 * whole(1, 150), whole(500, 60_000)]),
    requireFileExtension: flag(),
    fileHead: flag(),
    headProbe: flag(),
    strictAck: flag(),
    hookTimeout: of([10_000, 1000 * whole(1, 150), whole(500, 60_000)]),
    retries: of([0, 0, whole(1, 5)]),
    spaceEncoding: of(['percent', 'plus']),
    hookFormat: of(['form', 'json']),
    failureNotice: of(['all', 'bot']),
    hookName: of(['nickname', 'username']),
    minimalSlash: flag(),
    triggerMatch: of(['word', 'prefix']),
    emptyTrigger: of(['firstWord', 'empty', 'omit']),
    slashToBot: of(['deliver', 'refuse']),
    replyCounts: flag(),
    webhookUserIdOffset: of([0, 0, whole(-3, 40)]),
    buttonPostIdType: of(['string', 'number']),
    latency: of([0, 0, whole(1, 60)]),
    ...fixed,
  };
  return {
    switches,
    hasBot: chance(0.85),
    hasSecondUser: chance(0.7),
    isSecondAgreed: chance(0.7),
    nickname: of(['', 'Mika']),
  };
}
