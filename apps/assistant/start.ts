import { createApp } from './app.ts';
import { readSettings, type Settings } from './settings.ts';

/** The app as the environment wants it; the process ends with a line when that is not complete. */
export const { app, late } = createApp(settingsOrExit());

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
