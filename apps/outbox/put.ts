// Puts a message into the outbox, lists the dead letters, or puts them back: node put.ts alerts 'The backup is *done*'
import { createOutbox } from 'synochat/outbox';
import { openStore } from './settings.ts';

const [name = '', ...words] = process.argv.slice(2);
const outbox = createOutbox({ store: openStore(process.env) });
try {
  if (name === '--failed')
    for (const { id, reason, message } of await outbox.failed()) console.log(id, reason, message);
  else if (name === '--retry') console.log(`Put back: ${await outbox.retry(words[0])}`);
  else console.log(await outbox.put(name, words.join(' ')));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
await outbox.close();
