import { plain } from 'synochat';
import type { Decided } from './requests.ts';
import { decisionOf } from './words.ts';

/**
 * Carries out a decision and posts the result to the channel. Rejects with the error of `deploy`, after a post about the
 * failure, or with the error of `post`.
 */
export async function carryOut(
  request: Decided,
  {
    deploy,
    post,
  }: { readonly deploy: (target: string) => Promise<string>; readonly post: (text: string) => Promise<void> },
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
    // The message of the error may hold secrets: only the log gets the message.
    await post(`Deployment of *${request.target}* failed, see the log: ${who}`);
    throw error;
  }
  await post(`Deployment of *${request.target}* has started, ${plain(result)}: ${who}`);
}
