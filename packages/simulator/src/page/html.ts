export const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Synology Chat simulator</title>
    <link rel="icon" href="/page.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/page.js"></script>
  </head>
  <body>
    <header>
      <h1>Synology Chat <span>simulator</span></h1>
      <label>You are <select id="who"></select></label>
      <label>in <select id="where"></select></label>
      <p id="connection" role="status"></p>
    </header>
    <main id="log" role="log" aria-label="Messages" aria-live="polite" tabindex="0"></main>
    <form id="composer">
      <ul id="commands" aria-label="Slash commands"></ul>
      <label for="text" class="unseen">Message</label>
      <textarea id="text" rows="2" placeholder="Write a message, or / and a command" aria-describedby="keys"></textarea>
      <button>Send</button>
      <p id="keys">Enter sends, Shift+Enter starts a new line.</p>
      <p id="problem" role="alert"></p>
    </form>
    <noscript>This page needs JavaScript.</noscript>
  </body>
</html>
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#1b6ac9" d="M2 2h12v9H7l-3 3v-3H2z"/></svg>
`;
