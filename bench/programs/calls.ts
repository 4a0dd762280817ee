// Runs what is to be timed in process, on Node, Bun and Deno; a request from outside says what and how often.
import { createServer } from 'node:http';
import { cpuUsage } from 'node:process';
import { answerCall } from '../inbound/calls.ts';

function cpuTime() {
  const { user, system } = cpuUsage();
  return user + system;
}

createServer((req, res) => {
  void answerCall(`http://127.0.0.1${req.url ?? '/'}`, cpuTime).then(async (response) => {
    res.statusCode = response.status;
    res.end(await response.text());
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
