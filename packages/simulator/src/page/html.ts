export const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
    <meta name="color-scheme" content="light dark">
    <title>Synology Chat simulator</title>
    <link rel="icon" href="/page.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/page.js"></script>
  </head>
  <body>
    <noscript>This page needs JavaScript.</noscript>
  </body>
</html>
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0e7c86" d="M9 3h14a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-8l-7 6v-6.2A6 6 0 0 1 3 18V9a6 6 0 0 1 6-6z"/><path stroke="#fff" stroke-width="3" stroke-linecap="round" d="m13 18 6-9"/></svg>
`;
