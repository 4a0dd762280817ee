import app from './app.ts';
import { missingTokens } from './tokens.ts';

// On Node, Bun and Deno the variables are set at the start. A Worker receives the variables with each request.
const missing = missingTokens(process.env);
if (missing !== undefined) {
  console.error(missing);
  process.exit(2);
}

export default app;
