import { signal } from '@preact/signals';
import { api, sentence } from '../api.ts';
import { draftPlace, me, place } from '../state.ts';

/** Whether an upload is running. */
export const isUploading = signal(false);
/** The reason why a file was not sent, and the place of the upload. */
export const noProblem = { where: '', text: '' };
export const uploadProblem = signal(noProblem);

const maxBytes = 32 * 1024 * 1024;

/** Uploads files to the open bot one after the other, as the current user. */
export async function upload(files: Iterable<File>): Promise<void> {
  const [user, bot, where] = [me.peek()?.name ?? '', place.peek(), draftPlace()];
  const fail = (text: string) => (uploadProblem.value = { where, text });
  fail('');
  if (!bot.startsWith('@')) {
    fail('Not sent: only bots accept files. Open a conversation with a bot.');
    return;
  }
  isUploading.value = true;
  for (const file of files) {
    try {
      if (file.size > maxBytes) throw new Error('the file is over 32 MiB.');
      await api.upload(user, bot, { name: file.name, type: file.type, base64: await base64Of(file) });
    } catch (error) {
      fail(`${file.name} was not sent: ${sentence(error)}`);
      break;
    }
  }
  isUploading.value = false;
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      // The data URL of an empty file may have no comma.
      const address = typeof reader.result === 'string' ? reader.result : '';
      resolve(/,(.*)$/s.exec(address)?.[1] ?? '');
    };
    reader.onerror = () => {
      reject(new Error('the file cannot be read.'));
    };
    reader.readAsDataURL(file);
  });
}
