import { env } from 'node:process';
import { diskStore } from 'synochat/files-disk';
import { createApp } from './app.ts';

export const handle = createApp(diskStore(env['FOLDER'] ?? ''), env['BASE'] ?? '');
