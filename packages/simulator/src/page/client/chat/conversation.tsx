import type { TargetedDragEvent } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { place } from '../state.ts';
import { Composer } from './composer.tsx';
import { Heading } from './heading.tsx';
import { Messages } from './messages.tsx';
import { upload } from './uploads.ts';

/** The open channel or bot. A file can be dropped anywhere on the conversation. */
export function Conversation() {
  const [isOver, setIsOver] = useState(false);
  const where = place.value;
  const isBot = where.startsWith('@');

  const onDragOver = (event: TargetedDragEvent<HTMLElement>) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Without `preventDefault` the browser would leave the page and open the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = isBot ? 'copy' : 'none';
    setIsOver(true);
  };
  const onDragLeave = ({ currentTarget, relatedTarget }: TargetedDragEvent<HTMLElement>) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false);
  };
  const onDrop = (event: TargetedDragEvent<HTMLElement>) => {
    setIsOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void upload(files);
  };

  return (
    <section class="conversation" aria-label="Conversation" {...{ onDragOver, onDragLeave, onDrop }}>
      <Heading />
      <Messages />
      <Composer />
      {isOver && (
        <p class="drop" aria-hidden="true">
          <Icon name="attach" />
          {isBot ? `Drop to send to ${where}` : 'Only bots accept files'}
        </p>
      )}
    </section>
  );
}
