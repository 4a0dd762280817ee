import { createApp } from './app.ts';
import { trustFile } from './certificate.ts';
import { readSettings } from './settings.ts';

/** The app, by the settings of the environment. If a variable is missing or invalid, the process ends with one line. */
export const { app, late } = await configure().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(2);
});

async function configure(): Promise<ReturnType<typeof createApp>> {
  const settings = readSettings(process.env);
  const { certificate } = settings;
  return createApp(settings, certificate === undefined ? {} : { fetch: await trustFile(certificate) });
}
