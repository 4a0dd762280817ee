import { useEffect } from 'preact/hooks';
import { Announcements } from './announce.tsx';
import { Conversation } from './chat/conversation.tsx';
import { NewChannel } from './chat/new-channel.tsx';
import { Sidebar } from './chat/sidebar.tsx';
import { Switcher } from './chat/switcher.tsx';
import { Confirm } from './confirm.tsx';
import { BottomBar } from './panels/bottom-bar.tsx';
import { Panels } from './panels/panels.tsx';
import { dialog, panel, sidebarOpen } from './view.ts';

export function Layout() {
  useEffect(() => {
    document.addEventListener('keydown', openOnKey);
    return () => {
      document.removeEventListener('keydown', openOnKey);
    };
  }, []);
  const state = `app ${panel.value === '' ? '' : 'with-panel'} ${sidebarOpen.value ? 'with-sidebar' : ''}`;
  return (
    <>
      <a class="skip" href="#message">
        Skip to the message field
      </a>
      {panel.value !== '' && (
        <a class="skip" href="#panel">
          Skip to the developer panels
        </a>
      )}
      <div class={state}>
        <Sidebar />
        <main inert={sidebarOpen.value}>
          <h1 class="unseen">Synology Chat simulator</h1>
          <Conversation />
          <Panels />
        </main>
        <BottomBar />
      </div>
      {dialog.value === 'switcher' && <Switcher />}
      {dialog.value === 'channel' && <NewChannel />}
      <Confirm />
      <Announcements />
    </>
  );
}

function openOnKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    dialog.value = 'switcher';
  }
  if (event.key === 'Escape' && !event.defaultPrevented) sidebarOpen.value = false;
}
