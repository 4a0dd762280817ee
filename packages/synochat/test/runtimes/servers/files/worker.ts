import { type FileBucket, r2Store } from 'synochat/files';
import { createApp } from './app.ts';

export default {
  fetch: (req: Request, { FILES, BASE }: { FILES: FileBucket; BASE: string }) => createApp(r2Store(FILES), BASE)(req),
};
