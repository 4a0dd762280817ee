import process from 'node:process';
import { sendAll } from './secure.mjs';

console.log(JSON.stringify(await sendAll(JSON.parse(process.env.NAS).webhooks)));
