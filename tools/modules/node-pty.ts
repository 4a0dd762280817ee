export { spawn } from '@lydell/node-pty';
