import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../deploy.ts';
import { readSettings } from '../settings.ts';
import { startGitHub } from './github.ts';

let github: Awaited<ReturnType<typeof startGitHub>>;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());

const token = 'synthetic-github-token';
const settings = () =>
  readSettings({
    ...{ SYNOCHAT_SLASH_TOKEN_DEPLOY: 's', SYNOCHAT_BOT_TOKEN_APPROVALS: 'b', APPROVERS: '4' },
    ...{ SYNOCHAT_BOT_APPROVALS: 'http://nas.example/', SYNOCHAT_WEBHOOK_DEPLOYMENTS: 'http://nas.example/' },
    ...{ GITHUB_TOKEN: ` ${token}\n`, GITHUB_REPOSITORY: 'acme/shop', GITHUB_WORKFLOW: 'deploy.yml' },
    GITHUB_API_URL: github.apiUrl,
  });

describe('deploy', () => {
  it('starts the workflow with the target as an input', async () => {
    github.status = 204;

    expect(await deploy('staging', settings())).toBe('workflow deploy.yml of acme/shop on main');
    expect(github.dispatches.at(-1)).toEqual({
      path: '/repos/acme/shop/actions/workflows/deploy.yml/dispatches',
      authorization: `Bearer ${token}`,
      userAgent: 'synochat-approvals',
      body: { ref: 'main', inputs: { target: 'staging' } },
    });
  });

  it.each([
    [307, /GITHUB_REPOSITORY/],
    [401, /GITHUB_TOKEN is invalid or expired/],
    [403, /Actions: write/],
    [404, /GITHUB_WORKFLOW/],
    [422, /workflow_dispatch/],
    [500, /try again later/],
  ])('rejects with the way out if GitHub answers %i, without the token', async (status, advice) => {
    github.status = status;

    const error = await deploy('staging', settings()).catch((reason: unknown) => reason as Error);

    expect(String(error)).toMatch(new RegExp(`^Error: GitHub answered ${status} for acme/shop: `));
    expect(String(error)).toMatch(advice);
    expect(String(error)).not.toContain(token);
  });
});
