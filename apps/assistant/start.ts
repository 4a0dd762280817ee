import { createApp } from './app.ts';
import { trustFile } from './certificate.ts';
import { readSettings } from './settings.ts';

/** The app as the environment wants it; the process ends with a line when that is not complete. */
export const { app, late } = await start().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(2);
});

async function start(): Promise<ReturnType<typeof createApp>> {
  const settings = readSettings(process.env);
  const { certificate } = settings;
  return createApp(settings, certificate === undefined ? {} : { fetch: await trustFile(certificate) });
}
