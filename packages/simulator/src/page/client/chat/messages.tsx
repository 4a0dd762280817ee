import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Post } from '../api.ts';
import { Icon } from '../icon.tsx';
import { connection, lastSeen, markSeen, me, place, postsByPlace, unread } from '../state.ts';
import { EmptyChannel } from './empty-channel.tsx';
import { MessageView } from './message.tsx';
import { dayName, isSameDay } from './times.ts';
import { useReading } from './use-reading.ts';

const noPosts: readonly Post[] = [];
const groupTime = 5 * 60_000;

/** The conversation of the open place. */
export function Messages() {
  return <Log key={`${me.value?.name} ${place.value}`} where={place.value} />;
}

function Log({ where }: { where: string }) {
  const posts = postsByPlace.value.get(where) ?? noPosts;
  const last = posts.at(-1);
  const isMine = last?.from === 'user' && last.author === me.value?.name;
  const { box, from, isAtEnd, onScroll, toEnd } = useReading(posts.length, isMine ? last.id : undefined);
  const firstNew = useFirstNew(where, posts);

  useEffect(() => {
    const mark = () => {
      if (isAtEnd && document.visibilityState === 'visible') markSeen(where);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => {
      document.removeEventListener('visibilitychange', mark);
    };
  }, [where, isAtEnd, last]);

  const newPosts = isAtEnd ? 0 : (unread.value.get(where) ?? 0);
  return (
    <div class="log-frame">
      <div class="log" role="log" aria-label="Messages" tabIndex={0} ref={box} onScroll={onScroll}>
        {posts.length === 0 && connection.value !== 'opening' && <EmptyChannel where={where} />}
        {posts.slice(from).map((post, index) => {
          const before = posts[from + index - 1];
          const isNewDay = !before || !isSameDay(before.sentAt, post.sentAt);
          const isFirstNew = post.id === firstNew;
          return (
            <Fragment key={post.id}>
              {isNewDay && <h2 class="line">{dayName(post.sentAt, Date.now())}</h2>}
              {isFirstNew && <p class="line new">New</p>}
              <MessageView post={post} goesOn={!isNewDay && !isFirstNew && goesOn(before, post)} />
            </Fragment>
          );
        })}
      </div>
      {!isAtEnd && (
        <button type="button" class="pill" onClick={toEnd}>
          <Icon name="down" />
          {newPosts === 0 ? 'To the newest' : `${newPosts} new ${newPosts === 1 ? 'message' : 'messages'}`}
        </button>
      )}
    </div>
  );
}

/**
 * Returns the id of the first message since the user's last visit. The result stays the same while the place is open.
 */
function useFirstNew(where: string, posts: readonly Post[]): string | undefined {
  const [seenBefore] = useState(() => lastSeen(where));
  const [openedAt] = useState(Date.now);
  if (seenBefore === 0) return undefined;
  const firstNew = posts.find(({ sentAt }) => sentAt > seenBefore);
  return firstNew && firstNew.sentAt < openedAt ? firstNew.id : undefined;
}

function goesOn(before: Post, post: Post): boolean {
  return (
    before.author === post.author &&
    before.from === post.from &&
    // Each private post needs a head with the badge "Only visible to you".
    !before.isPrivate &&
    !post.isPrivate &&
    post.sentAt - before.sentAt < groupTime
  );
}
