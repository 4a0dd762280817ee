import { describe, expect, it } from 'vitest';
import { post } from '../../test/portable/requests.ts';
import { chatHandler, RequestError, refuse, respond } from '../index.ts';

describe('a handler that refuses', () => {
  it('answers with a chat message, from any depth', async () => {
    const deeply = async (): Promise<string> => {
      await Promise.resolve();
      throw refuse('Only admins may deploy');
    };
    const handle = chatHandler(async () => respond(await deeply()));
    const response = await handle(post(''));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ text: 'Only admins may deploy' });
  });

  it('throws an error with a code for programs and a message for the log', () => {
    const error = refuse('Not\u001b[2J\nyou');
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code: 'refused', status: 200, reply: 'Not\u001b[2J\nyou' });
    expect(error.message).toBe('Refused: Not\ufffd[2J\ufffdyou');
  });

  it('says something, and no more than Chat shows', () => {
    expect(() => refuse('')).toThrow(TypeError);
    expect(() => refuse({ text: 'no' } as unknown as string)).toThrow('The reply must be a text');
    expect(() => refuse('x'.repeat(2001))).toThrow(RangeError);
  });
});
