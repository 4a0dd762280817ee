/** Hono's variables of a request: the arguments of the hosting server, and whether the record has the request. */
export interface Env {
  Bindings: { readonly server?: unknown };
  Variables: { isRecorded?: true };
}
