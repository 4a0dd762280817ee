import { describe, expect, it } from 'vitest';
import { circles, files, folderGraph, imports } from '../../synochat/test/helpers/import-lines.ts';

const src = 'packages/simulator/src/';
const sources = files
  .filter((path) => path.startsWith(src) && !path.endsWith('.test.ts'))
  .map((path) => path.slice(src.length));

/** From the lowest room to the highest. A path from `src/`, or a package by its name. */
const rooms: readonly { readonly room: string; readonly files: RegExp; readonly mayImport: RegExp }[] = [
  { room: 'shared', files: /^shared\//, mayImport: /^(valibot|shared\/.*)$/ },
  { room: 'room', files: /^room\//, mayImport: /^(valibot|(shared|room)\/.*)$/ },
  { room: 'record', files: /^record\//, mayImport: /^(shared|room|record)\/.*$/ },
  { room: 'switches', files: /^switches\//, mayImport: /^(valibot|(shared|room|switches)\/.*)$/ },
  {
    room: 'options.ts and server.ts',
    files: /^(options|server)\.ts$/,
    mayImport: /^(valibot|(shared|room|record|switches)\/.*|options\.ts)$/,
  },
  {
    room: 'api',
    files: /^api\//,
    mayImport: /^(valibot|hono(\/.*)?|(shared|room|record|switches|api)\/.*|server\.ts)$/,
  },
  { room: 'hooks', files: /^hooks\//, mayImport: /^((shared|room|record|switches|api|hooks)\/.*|server\.ts)$/ },
  {
    room: 'page, without the program in the browser',
    files: /^page\/(?!client\/)/,
    mayImport:
      /^(valibot|hono(\/.*)?|virtual:page-bundle|(shared|room|record|switches|api|hooks)\/.*|page\/(?!client\/).*|server\.ts)$/,
  },
  {
    // Of the server only the types of the API, and the names of variables.
    room: 'page/client',
    files: /^page\/client\//,
    mayImport:
      /^(preact(\/hooks)?|@preact\/signals|page\/client\/.*|page\/view\.ts|switches\/switches\.ts|shared\/variables\.ts)$/,
  },
  {
    room: 'simulator.ts and index.ts',
    files: /^(simulator|index)\.ts$/,
    mayImport:
      /^(hono|(shared|room|record|switches|api|hooks)\/.*|page\/(?!client\/).*|(server|options|simulator)\.ts)$/,
  },
  {
    // The only places that may use Node.
    room: 'cli and node.ts',
    files: /^(cli\/|node\.ts$)/,
    mayImport:
      /^(valibot|@synochat\/command-line|@hono\/node-server(\/.*)?|node:.*|(shared|room|switches|cli)\/.*|(options|simulator|node)\.ts)$/,
  },
];

describe('the import lines of the simulator', () => {
  it.each(rooms)('in $room import only from the allowed rooms', ({ files: where, mayImport }) => {
    const inside = sources.filter((path) => where.test(path));

    const wrong = inside.flatMap((path) =>
      imports(`${src}${path}`)
        .map((target) => target.replace(src, ''))
        .filter((target) => !mayImport.test(target))
        .map((target) => `${path} imports ${target}`),
    );

    expect(inside).not.toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('belong to files with exactly one room', () => {
    const homeless = sources.filter((path) => rooms.filter((room) => room.files.test(path)).length !== 1);

    expect(homeless).toEqual([]);
  });

  it('lead from folder to folder no more often than today: node tools/folders.ts', () => {
    const { arrows, floors } = folderGraph(src);

    expect(arrows.length).toBeGreaterThan(20);
    expect(arrows.length).toBeLessThanOrEqual(60);
    expect(floors).toBeLessThanOrEqual(11);
  });

  it('form no circle, not even by types', () => {
    expect(circles(sources.map((path) => `${src}${path}`))).toEqual([]);
  });
});
