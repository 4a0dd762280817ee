import { script, style } from 'virtual:page-bundle';
import { Hono } from 'hono';
import { onlyOwnPage } from '../api/guard.ts';
import type { Actions } from '../hooks/actions.ts';
import type { Server } from '../server.ts';
import { onlyWithKey } from './access.ts';
import { createPageApi } from './api.ts';
import { html, icon } from './html.ts';

// Nothing inline and nothing from elsewhere: even markup that slipped into a message could not do anything.
const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

// What the API answers is data and nothing for another site to use, whatever the data says.
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

/** The page to chat on, and what it needs. */
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
