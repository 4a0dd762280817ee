import { createApp } from './app.ts';
import { deploy } from './deploy.ts';

export { ChatBucket } from 'synochat/cloudflare';
export { Desk } from './desk.ts';
export default createApp({ deploy });
