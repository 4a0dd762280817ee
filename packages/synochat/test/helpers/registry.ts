import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));

/** Serves packages that are installed here as the npm registry would, on loopback. Every other package is a 404. */
export async function startRegistry(names: readonly string[], folder: string) {
  mkdirSync(folder, { recursive: true });
  const packages = new Map(names.map((name) => [name, packInstalled(name, folder)]));
  const server = createServer((req, res) => {
    const path = decodeURIComponent(req.url ?? '').slice(1);
    const name = path.replace(/\/-\/.*$/, '');
    const found = packages.get(name);
    if (found === undefined) return res.writeHead(404).end('{}');
    if (path !== name) return res.end(found.bytes);
    const dist = { tarball: `${address()}/${name}/-/it.tgz`, integrity: found.integrity };
    const { version } = found.manifest;
    const versions = { [version]: { ...found.manifest, dist } };
    return res
      .setHeader('Content-Type', 'application/json')
      .end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  });
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: address(), stop };
}

function packInstalled(name: string, folder: string) {
  const command = ['pack', join(modules, name), '--ignore-scripts', '--offline', '--silent'];
  const file = execFileSync('npm', [...command, '--pack-destination', folder], { encoding: 'utf8' }).trim();
  const bytes = readFileSync(join(folder, file));
  const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string };
  return { bytes, manifest, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` };
}
