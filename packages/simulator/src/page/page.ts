import { script, style } from 'virtual:page-bundle';
import { Hono } from 'hono';
import { onlyOwnPage } from '../api/guard.ts';
import type { Actions } from '../hooks/actions.ts';
import type { Server } from '../server.ts';
import { onlyWithKey } from './access.ts';
import { createPageApi } from './api.ts';
import { html, icon } from './html.ts';

// No inline code and no other origin: markup that slipped into a message could do nothing.
const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

// The answers of the API are data, and no other site may use the data.
const dataHeaders = {
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const pageFiles = [
  { path: '/', type: 'text/html; charset=utf-8', content: html },
  { path: '/page.css', type: 'text/css; charset=utf-8', content: style },
  { path: '/page.js', type: 'text/javascript; charset=utf-8', content: script },
  { path: '/page.svg', type: 'image/svg+xml', content: icon },
];

/** Creates the page and the API of the page. */
export function createPage(server: Server, actions: Actions) {
  const onlyFromPage = onlyOwnPage(server.origin, server.key);
  const page = new Hono();
  if (server.key !== undefined) {
    const onlyWithThisKey = onlyWithKey(server.key);
    for (const path of [...pageFiles.map((file) => file.path), '/api/*']) page.use(path, onlyWithThisKey);
  }
  for (const { path, type, content } of pageFiles) {
    page.get(path, onlyFromPage, (c) => c.body(content, 200, { ...securityHeaders, 'Content-Type': type }));
  }
  page.use('/api/*', onlyFromPage, async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(dataHeaders)) c.res.headers.set(name, value);
  });
  page.route('/api', createPageApi(server, actions));
  return page;
}
