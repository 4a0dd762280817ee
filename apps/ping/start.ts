import app from './app.ts';
import { missingTokens } from './tokens.ts';

// On Node, Bun and Deno the variables are there from the start; a Worker has them at each request.
const missing = missingTokens(process.env);
if (missing !== undefined) {
  console.error(missing);
  process.exit(2);
}

export default app;
