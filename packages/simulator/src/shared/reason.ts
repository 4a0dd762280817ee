import { whyPortRefused } from './refused-ports.ts';

/**
 * Returns why a request to the URL got no answer, as a sentence for the record. Node and Bun name the cause by a code
 * (Node in the cause, for a name with several addresses once for each), Deno by a sentence. Any other error keeps its
 * own words: the message of Node's `fetch` is only "fetch failed", and the cause has the reason.
 */
export function reasonOf(error: unknown, url: string): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { host, hostname, port } = new URL(url);
  const { message, cause } = error;
  const words = cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
  const facts = `${codesOf(error)} ${words}`;
  if (/ECONNREFUSED|ConnectionRefused|Connection refused|actively refused/.test(facts))
    return `No program answers at ${host}: is yours running?`;
  if (/ENOTFOUND|EAI_AGAIN|DNSException|dns error/.test(facts))
    return `No machine is found by the name ${hostname}: check the address.`;
  if (/EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/.test(facts))
    return `${host} cannot be reached from this machine: check the address and the network.`;
  if (/ECONNRESET|UND_ERR_SOCKET|ConnectionClosed|reset by peer/.test(facts))
    return `The program at ${host} closed the connection without an answer: see its own output.`;
  if (facts.includes('bad port')) return whyPortRefused(port) ?? words;
  return words;
}

/** Returns the codes of an error, of its cause, and of the attempts that the cause holds. */
function codesOf(error: Error): string {
  const attempts = error.cause instanceof AggregateError ? (error.cause.errors as unknown[]) : [];
  return [error, error.cause, ...attempts].map(causeCode).join(' ');
}

function causeCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
