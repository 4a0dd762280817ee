export const style = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2330, #e7eaf0);
  --quiet: light-dark(#5a6475, #a3adbd);
  --paper: light-dark(#ffffff, #14181f);
  --shade: light-dark(#f3f5f8, #1c222c);
  --line: light-dark(#d8dde5, #303846);
  --accent: light-dark(#1558b0, #7db4ff);
  --private: light-dark(#fff6dc, #2e2918);
  font: 16px/1.45 system-ui, sans-serif;
}
* { box-sizing: border-box; margin: 0; }
body {
  display: grid;
  grid-template-rows: auto 1fr auto;
  height: 100dvh;
  color: var(--ink);
  background: var(--paper);
}
header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.4rem 1rem;
  padding: 0.6rem 1rem;
  border-bottom: 1px solid var(--line);
  background: var(--shade);
}
h1 { font-size: 1rem; margin-right: auto; }
h1 span, time, .badge, #keys, #connection { color: var(--quiet); font-weight: normal; }
select, textarea, button {
  font: inherit;
  color: inherit;
  background: var(--paper);
  border: 1px solid var(--line);
  border-radius: 6px;
  padding: 0.3rem 0.5rem;
}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
a { color: var(--accent); overflow-wrap: anywhere; }
#log { overflow-y: auto; padding: 0.75rem 1rem; }
#log:empty::after { content: "No messages yet."; color: var(--quiet); }
article { padding: 0.4rem 0.6rem; border-radius: 6px; max-width: 52rem; }
article + article { margin-top: 0.25rem; }
article.private { background: var(--private); }
article header { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; padding: 0; border: 0; background: none; }
article h2 { font-size: 1rem; }
article.integration h2 { color: var(--accent); }
time, .badge, #keys, #connection { font-size: 0.8rem; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; }
.file, .attachment { margin-top: 0.25rem; padding-left: 0.6rem; border-left: 3px solid var(--line); }
.label { display: inline-block; margin: 0.2rem 0.4rem 0 0; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 1rem; font-size: 0.85rem; }
form {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 0.4rem;
  padding: 0.6rem 1rem;
  border-top: 1px solid var(--line);
  background: var(--shade);
}
form > ul, form > p { grid-column: 1 / -1; }
#commands { display: flex; flex-wrap: wrap; gap: 0.4rem; padding: 0; list-style: none; }
#commands:empty, #problem:empty, #connection:empty { display: none; }
#commands button { font-size: 0.85rem; padding: 0.1rem 0.5rem; cursor: pointer; }
#commands small { color: var(--quiet); }
textarea { resize: vertical; min-height: 2.6rem; width: 100%; }
form > button { color: var(--paper); background: var(--accent); border-color: transparent; padding-inline: 1.1rem; cursor: pointer; }
#problem { color: light-dark(#a3161b, #ff9c9c); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 30rem) {
  h1 { width: 100%; }
  #keys { display: none; }
}
`;
