import type { Post } from '../api.ts';
import { Icon } from '../icon.tsx';
import { showFailures } from '../view.ts';
import { Avatar } from './avatar.tsx';
import { Buttons } from './buttons.tsx';
import { FileView } from './file.tsx';
import { Markup } from './markup-view.tsx';
import { exactTime, shortTime } from './times.ts';

// The server begins the text of private notices with these words. The page shows a badge instead.
const privatePrefix = /^\(Only visible to you\) /;

/** Shows a post. A post that continues the previous post has no head. */
export function MessageView({ post, goesOn }: { post: Post; goesOn: boolean }) {
  const { author, from, text, file, attachments, isPrivate, answers, sentAt } = post;
  const isFailure = from === 'server' && text.includes('Failed to send');
  const time = (
    <time dateTime={new Date(sentAt).toISOString()} title={exactTime(sentAt)}>
      {shortTime(sentAt)}
    </time>
  );
  const kind = isFailure ? 'failure' : isPrivate ? 'private' : '';
  return (
    <article class={`message ${kind} ${goesOn ? 'goes-on' : ''}`} aria-label={`${author}, ${shortTime(sentAt)}`}>
      {goesOn ? <span class="gutter">{time}</span> : <Avatar name={author} from={from} />}
      <div class="message-body">
        {!goesOn && (
          <header>
            <span class="author">{author}</span>
            {from === 'integration' && <span class="chip">app</span>}
            {time}
            {isPrivate && (
              <span class="only-you">
                <Icon name={isFailure ? 'alert' : 'eye'} />
                Only visible to you
              </span>
            )}
          </header>
        )}
        {answers !== undefined && (
          <p class="answered" title={answers}>
            <span class="unseen">Answer to </span>
            {answers}
          </p>
        )}
        {text !== '' && <Markup text={isPrivate ? text.replace(privatePrefix, '') : text} />}
        {isFailure && (
          <button type="button" class="link" onClick={showFailures}>
            See the request in Traffic
          </button>
        )}
        {file && <FileView file={file} />}
        {attachments.map((attachment, at) => (
          <Buttons post={post} attachment={attachment} at={at} />
        ))}
      </div>
    </article>
  );
}
