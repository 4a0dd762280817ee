// vitest looks for this name only; without it the workspace file would be ignored and the run still be green.
export { default } from './vitest.workspace.ts';
