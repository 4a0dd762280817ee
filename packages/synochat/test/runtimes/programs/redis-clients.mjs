// How each client runs a script: the line of the docstring, and how it is closed.

export const clients = {
  async ioredis(port) {
    const { Redis } = await import('ioredis');
    const redis = new Redis(port, '127.0.0.1');
    redis.on('error', () => undefined);
    return {
      run: (script, key, args) => redis.eval(script, 1, key, ...args),
      close: () => {
        redis.disconnect();
      },
    };
  },
  async redis(port) {
    const { createClient } = await import('../../../../../tools/modules/redis.ts');
    const redis = createClient({ url: `redis://127.0.0.1:${port}` });
    redis.on('error', () => undefined);
    await redis.connect();
    return {
      run: (script, key, args) => redis.eval(script, { keys: [key], arguments: [...args] }),
      close: () => {
        redis.destroy();
      },
    };
  },
  // Bun's own.
  async bun(port) {
    const { RedisClient } = await import('bun');
    const redis = new RedisClient(`redis://127.0.0.1:${port}`);
    return {
      run: (script, key, args) => redis.send('EVAL', [script, '1', key, ...args]),
      close: () => {
        redis.close();
      },
    };
  },
};
