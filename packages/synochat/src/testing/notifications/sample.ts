/** A request that a tool sends, retyped from its source, and the message that a reader of Chat sees. */
export interface Sample {
  readonly tool: string;
  /** The repository, the commit, and the file that builds the request. */
  readonly source: string;
  readonly format: 'slack' | 'mattermost' | 'discord' | 'ntfy' | 'gotify' | 'apprise' | 'generic';
  /** The query of the address. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with a fitting Content-Type unless there are headers. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is. Without any body the request is a GET. */
  readonly body?: string;
  /** The lines of the message. */
  readonly reads: readonly string[];
}

/** Returns the sample as the request that the tool sends. */
export function requestOf({ query = '', headers = {}, json, form, body }: Sample): Request {
  const sent = json === undefined ? (form ? String(new URLSearchParams(form)) : body) : JSON.stringify(json);
  const type = json === undefined ? form && 'application/x-www-form-urlencoded' : 'application/json';
  return new Request(`http://relay.example/${query}`, {
    method: sent === undefined ? 'GET' : 'POST',
    headers: { ...(type !== undefined && { 'content-type': type }), ...headers },
    ...(sent !== undefined && { body: sent }),
  });
}
