import { trustFile } from './certificate.ts';
import { type Agent, createAgent } from './start.ts';

/** The agent, by the settings of the environment. If a variable is missing or invalid, the process ends with one line. */
export const agent = await configure().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(2);
});

async function configure(): Promise<Agent> {
  const certificate = process.env['NAS_CERTIFICATE']?.trim();
  return createAgent(process.env, certificate ? await trustFile(certificate) : undefined);
}
