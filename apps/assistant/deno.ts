// The variables of node.ts, and: deno serve --allow-env --allow-net --port 3000 deno.ts
export { app as default } from './start.ts';
