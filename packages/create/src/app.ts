import type { Project } from './choices.ts';
import { integrations } from './integrations.ts';

/** Returns the program that answers Chat. */
export function appCode({ runtime, kind }: Project): string {
  const { title, variable, imports, before, route } = integrations[kind];
  const lines = [
    ...(runtime === 'node' ? ["import { serve } from '@hono/node-server';"] : []),
    `import { ${imports.join(', ')} } from 'synochat';`,
    ...(kind === 'slash' ? ["import * as v from 'valibot';"] : []),
    '',
  ];
  if (runtime === 'workers')
    return `${lines.join('\n')}
interface Env {
  ${variable}: string;
}

${before === '' ? '' : `${before}\n`}export default {
  fetch: chatHandler([
    ${route(`(env: Env) => ({ token: env.${variable} })`).replaceAll('\n', '\n  ')}
  ]),
};
`;
  return `${lines.join('\n')}
const { ${variable}: token, HOST = '127.0.0.1', PORT = '3000' } = process.env;
if (!token) throw new Error('Set ${variable}, the token of the ${title}.');

${before === '' ? '' : `${before}\n`}const app = chatHandler([
  ${route('{ token }')}
]);

${starts[runtime]}
`;
}

const starts = {
  node: `serve({ fetch: app, hostname: HOST, port: Number(PORT) }, ({ port }) => console.log(\`Listening on port \${port}\`));`,
  bun: `export default { fetch: app, hostname: HOST, port: Number(PORT), development: false };`,
  deno: `Deno.serve({ hostname: HOST, port: Number(PORT) }, (req) => app(req));`,
} as const;
