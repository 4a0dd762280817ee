// fastify with fastify-synology-chat, as its README shows it. It checks no token.
import fastify from 'fastify';

const { default: synologyChat } = await import(process.env.PLUGIN);
const app = fastify();
await app.register(synologyChat, { path: '/hook', onMessage: ({ username }) => ({ text: `Pong, ${username}` }) });
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
