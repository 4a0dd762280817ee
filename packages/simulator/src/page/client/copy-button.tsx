import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

const feedbackTime = 1_600;

/** Copies a text to the clipboard. The text may be fetched on the click. */
export function CopyButton({ label, text }: { label: string; text: () => string | Promise<string> }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(setState, feedbackTime, 'idle');
    return () => {
      clearTimeout(timer);
    };
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  const words = { idle: label, copied: 'Copied', refused: 'Could not copy' };
  return (
    <>
      <button type="button" class="button small" onClick={() => void copy()}>
        <Icon name={state === 'copied' ? 'check' : 'copy'} />
        {words[state]}
      </button>
      <span class="unseen" role="status">
        {state !== 'idle' && words[state]}
      </span>
    </>
  );
}

/** Shows a command or a program with a button to copy. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    <div class="code">
      <pre tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
      <CopyButton label="Copy" text={() => text} />
    </div>
  );
}
