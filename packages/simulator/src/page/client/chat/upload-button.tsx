import { useRef } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { isUploading, upload } from './uploads.ts';

/** Opens the file dialog to send files to a bot. */
export function UploadButton({ bot }: { bot: string }) {
  const input = useRef<HTMLInputElement>(null);
  const label = `Send a file to ${bot}`;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          void upload([...(currentTarget.files ?? [])]);
          // Otherwise choosing the same file again would not fire `change`.
          currentTarget.value = '';
        }}
      />
      <button
        type="button"
        class="attach"
        aria-label={label}
        title={label}
        aria-busy={isUploading.value}
        aria-disabled={isUploading.value}
        onClick={() => {
          if (!isUploading.value) input.current?.click();
        }}
      >
        <Icon name="attach" />
      </button>
    </>
  );
}
