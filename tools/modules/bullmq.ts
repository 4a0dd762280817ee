export { Queue } from 'bullmq';
export { Redis } from 'ioredis';
