import { plain } from 'synochat';
import type { Decided } from './requests.ts';
import { decisionOf } from './words.ts';

/** Brings a target up to date; resolves with what there is to say of it. */
export type Deploy = (target: string) => Promise<string>;

/**
 * Does what was decided and tells the channel, by `post`, what came of it. Rejects with the job's own error, when the
 * channel knows of the failure, or that of `post`.
 */
export async function carryOut(
  request: Decided,
  { deploy, post }: { readonly deploy: Deploy; readonly post: (text: string) => Promise<void> },
): Promise<void> {
  const who = `asked for by ${plain(request.asker.name)}, ${decisionOf(request)}`;
  if (request.decision.verdict === 'reject') {
    await post(`*${request.target}* is not deployed: ${who}`);
    return;
  }
  let result: string;
  try {
    result = await deploy(request.target);
  } catch (error) {
    // Its words may hold what is nobody's business: they are for the log.
    await post(`Deployment of *${request.target}* failed, see the log: ${who}`);
    throw error;
  }
  await post(`*${request.target}* is deployed, ${plain(result)}: ${who}`);
}
