import { describe, expect, it } from 'vitest';
import { readCommand } from '../command.ts';

describe('a message to the bot', () => {
  it.each([
    ['deploy staging', { what: 'staging' }],
    [' /Deploy  production ', { what: 'production' }],
    ['/deploy cancel staging', { what: 'cancel', target: 'staging' }],
  ])('is a command: %j', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });

  it.each([
    '',
    ' ',
    'deploy',
    'deploy moon',
    'deploy cancel',
    'deploy staging production',
    'deploy cancel staging now',
    'undeploy staging',
  ])('is none: %j', (text) => {
    expect(readCommand(text)).toBeUndefined();
  });
});
