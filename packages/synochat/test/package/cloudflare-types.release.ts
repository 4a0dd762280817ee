import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { quiet, scratchFolder, wrangler } from '../helpers/runtime.ts';

const config = {
  ...{ name: 'app', main: 'src/index.ts', compatibility_date: '2026-10-20' },
  vars: { SYNOCHAT_WEBHOOK: '' },
  durable_objects: {
    bindings: ['ChatBucket', 'Counter'].map((name) => ({ name: `${name}s`, class_name: name })),
  },
  migrations: [{ tag: 'v1', new_sqlite_classes: ['ChatBucket', 'Counter'] }],
};

const app = `
  import { DurableObject } from 'cloudflare:workers';
  import { sendIncoming } from 'synochat';
  import { durableLimiter } from 'synochat/cloudflare';
  export { ChatBucket } from 'synochat/cloudflare';
  export class Counter extends DurableObject {}

  export default {
    async fetch(req, env) {
      await sendIncoming(env.SYNOCHAT_WEBHOOK, await req.text(), { limiter: durableLimiter(env.ChatBuckets) });
      // @ts-expect-error the objects of another class hold no slots
      durableLimiter(env.Counters);
      return new Response('sent');
    },
  } satisfies ExportedHandler<Env>;`;

const compilerOptions = {
  ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', lib: ['ES2022'], types: [], noEmit: true },
  ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
};

describe('an app with the types that wrangler makes', () => {
  const { scratch, cleanUp } = scratchFolder();
  afterAll(cleanUp);

  it('takes the built ChatBucket as the class of its binding, and the binding for a limiter', () => {
    const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
    const env = { ...process.env, ...quiet(scratch) };
    mkdirSync(join(scratch, 'src'));
    symlinkSync(modules, join(scratch, 'node_modules'));
    writeFileSync(join(scratch, 'src/index.ts'), app);
    writeFileSync(join(scratch, 'wrangler.jsonc'), JSON.stringify(config));
    const include = ['src', 'worker-configuration.d.ts'];
    writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
    execFileSync(process.execPath, [wrangler, 'types'], { cwd: scratch, env, stdio: 'pipe' });

    let mistakes = '';
    try {
      execFileSync(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', scratch], { encoding: 'utf8' });
    } catch (error) {
      mistakes = String((error as { stdout?: unknown }).stdout);
    }

    expect(mistakes).toBe('');
  });
});
