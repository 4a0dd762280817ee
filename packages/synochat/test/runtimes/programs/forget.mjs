// How many of a thousand each are still held: results, errors, and work that a runtime cut off, which never settles.
import { lateWork } from 'synochat';

const { gc, setTimeout, WeakRef } = globalThis;

const late = lateWork({ onError: () => undefined });
const cutOff = lateWork();

const makers = {
  results() {
    const result = { text: 'There are 12 sheep' };
    late.run(Promise.resolve(result));
    return result;
  },
  errors() {
    const error = new Error('there are wolves among the sheep');
    late.run(Promise.reject(error));
    return error;
  },
  cutOff() {
    const work = new Promise(() => undefined);
    cutOff.run(work);
    return work;
  },
};

const refs = Object.entries(makers).map(([name, make]) => [
  name,
  Array.from({ length: 1000 }, () => new WeakRef(make())),
]);

await late.settled();
await new Promise((resolve) => setTimeout(resolve, 10));
gc();
const held = refs.map(([name, each]) => [name, each.filter((ref) => ref.deref()).length]);
console.log(JSON.stringify(Object.fromEntries(held)));

// Both live until here.
late.run(Promise.resolve());
cutOff.run(Promise.resolve());
