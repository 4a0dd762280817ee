import { defineConfig } from 'vitepress';
import { anchorOf } from '../anchor.ts';
import { sidebar } from '../sidebar.ts';

/** A slash in a bubble. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2563eb" d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H14l-8 6v-6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"/><path stroke="#fff" stroke-width="3" stroke-linecap="round" d="M19 8l-6 11"/></svg>`;

export default defineConfig({
  title: 'synochat',
  description: 'Slash commands, webhooks and bots for Synology Chat as plain Fetch-API handlers',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  srcDir: 'pages',
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Overview', link: '/overview' },
      { text: 'Guides', link: '/guides/' },
      { text: 'API', link: '/api/' },
      { text: 'Simulator', link: '/simulator/' },
    ],
  },
});
