import type { Settings } from './settings.ts';

/** Brings a target up to date. Resolves with the end of a sentence that begins with "Deployment has started,". */
export type Deploy = (target: string, settings: Settings) => Promise<string>;

/**
 * Starts a workflow of GitHub Actions with the event workflow_dispatch and the input `target`. Rejects with an `Error`
 * without the token if GitHub refuses or does not answer within 10 seconds. Put your own deployment here: a Worker has 30
 * seconds. Source: docs.github.com/rest/actions/workflows, "Create a workflow dispatch event".
 */
export const deploy: Deploy = async (target, { github }) => {
  const { apiUrl, repository, workflow, ref, token } = github;
  const response = await fetch(`${apiUrl}/repos/${repository}/actions/workflows/${workflow}/dispatches`, {
    method: 'POST',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      // GitHub refuses requests without a user agent, and Workers send none.
      'user-agent': 'synochat-approvals',
      'x-github-api-version': '2022-11-28',
    },
    body: JSON.stringify({ ref, inputs: { target } }),
    // A redirect would send the token to another server.
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`GitHub answered ${response.status} for ${repository}: ${advice(response.status)}`);
  return `workflow ${workflow} of ${repository} on ${ref}`;
};

function advice(status: number): string {
  if (status === 401) return 'GITHUB_TOKEN is invalid or expired';
  if (status === 403) return 'GITHUB_TOKEN needs the permission "Actions: write"';
  if (status === 404)
    return 'check GITHUB_REPOSITORY and GITHUB_WORKFLOW, and whether GITHUB_TOKEN may read the repository';
  if (status === 422)
    return 'the workflow needs "on: workflow_dispatch" with an input "target", and the branch GITHUB_REF';
  if (status >= 300 && status < 400) return 'the repository was renamed: set GITHUB_REPOSITORY to the new name';
  return 'try again later';
}
