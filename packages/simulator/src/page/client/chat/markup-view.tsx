import { useMemo } from 'preact/hooks';
import { me, room } from '../state.ts';
import { type Block, parseMarkup } from './markup.ts';
import type { Inline } from './markup-inline.ts';

/** Shows a message's text with markup. The text of a message is only ever put into text nodes. */
export function Markup({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkup(text), [text]);
  return (
    <div class="markup">
      <Blocks blocks={blocks} />
    </div>
  );
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block) => {
    if (block.kind === 'code') {
      return (
        <pre tabIndex={0} role="group" aria-label="Code">
          <code>{block.text}</code>
        </pre>
      );
    }
    if (block.kind === 'quote') {
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    }
    if (block.kind === 'list') {
      return (
        <ul>
          {block.items.map((item) => (
            <li>
              <Line content={item} />
            </li>
          ))}
        </ul>
      );
    }
    return (
      <p>
        <Line content={block.content} />
      </p>
    );
  });
}

const styleTags = { bold: 'strong', italic: 'em', strike: 's' } as const;

function Line({ content }: { content: readonly Inline[] }) {
  return content.map((part) => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'code':
        return <code>{part.text}</code>;
      case 'tag':
        return <span class="tag">{part.text}</span>;
      case 'emoji':
        return (
          <span class="emoji" role="img" aria-label={part.name} title={part.name}>
            {part.text}
          </span>
        );
      case 'link':
        return (
          <a href={part.href} title={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        );
      case 'mention':
        return <Mention name={part.name} userId={part.userId} />;
      default: {
        const Style = styleTags[part.kind];
        return (
          <Style>
            <Line content={part.content} />
          </Style>
        );
      }
    }
  });
}

const groupTags = new Set(['here', 'channel']);

function Mention({ name, userId }: { name: string; userId: number | undefined }) {
  const users = room.value.users;
  const user = users.find((each) => (userId === undefined ? each.name === name : each.id === userId));
  const isBot = me.value?.channels.includes(`@${name}`);
  if (!user && !isBot && !groupTags.has(name)) return `@${name}`;
  const isMe = groupTags.has(name) || user?.name === me.value?.name;
  return <span class={isMe ? 'mention me' : 'mention'}>@{user?.name ?? name}</span>;
}
