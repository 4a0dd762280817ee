// Set up before each file on the driving Node: `SEED=123` draws the same values again.
import fc from 'fast-check';

const { SEED } = process.env;
if (SEED !== undefined) fc.configureGlobal({ seed: Number(SEED) });
