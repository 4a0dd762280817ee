import { describe, expect, it } from 'vitest';
import { appsToStart, lookAt } from '../../../synochat/test/pages/snippets/demos.ts';

describe('npm start of the agent', () => {
  it('says where to look, and the page of the simulator is there', async () => {
    expect(appsToStart('npm-start-agent')).toEqual(['agent']);
    await lookAt('agent', /try things on: (\S+)/);
  });
});
