import { describe, expect, it } from 'vitest';
import { variable, variableNames } from './variables.ts';

const slash = (command: string) => ({ kind: 'slash' as const, command });
const bot = (name: string) => ({ kind: 'bot' as const, name });

describe('the variables of an integration', () => {
  it('are named by content and by command, word, channel or name', () => {
    const names = variableNames([
      { kind: 'incoming', channel: 'home-lab' },
      { kind: 'outgoing', triggerWords: ['Ping', 'ping'], channel: 'general' },
      { kind: 'outgoing', triggerWords: [], channel: 'general' },
      slash('light'),
      bot('Robin 2'),
    ]);
    expect(names).toEqual(['HOME_LAB', 'PING', 'GENERAL', 'LIGHT', 'ROBIN_2']);
    expect(variable('SLASH_TOKEN', 'LIGHT')).toBe('SYNOCHAT_SLASH_TOKEN_LIGHT');
    expect(variable('BOT')).toBe('SYNOCHAT_BOT');
  });

  it('are numbered if two of one kind have the same name, and a numbered name is unique', () => {
    expect(variableNames([slash('x'), slash('X'), slash('x-2'), bot('x')])).toEqual(['X', 'X_2', 'X_2_2', 'X']);
  });

  it('have no suffix if the name has no letter and no digit of ASCII', () => {
    expect(variableNames([slash('部署'), slash('戻す'), slash("é';ran")])).toEqual(['', '2', 'RAN']);
  });

  it('never name the URL of a bot a token', () => {
    expect(variableNames([bot('token'), bot('Token x'), bot('token_token')])).toEqual(['', 'X', '2']);
  });
});
