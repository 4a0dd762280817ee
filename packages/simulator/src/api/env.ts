/** Hono's variables of a request: what the server that runs this hands over, and whether the record has the request. */
export interface Env {
  Bindings: { readonly server?: unknown };
  Variables: { isRecorded?: true };
}
