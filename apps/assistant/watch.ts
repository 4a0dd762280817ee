export type Watch = ReturnType<typeof watchOver>;

/** A signal that aborts after that long without a word, and after that long in all. */
export function watchOver(silence: number, timeout: number) {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  const whole = setTimeout(abort, timeout);
  let quiet = setTimeout(abort, silence);
  const rest = () => {
    clearTimeout(quiet);
  };
  return {
    signal: controller.signal,
    /** Until `listen`: the last words are being posted, or the server asked for a wait. */
    rest,
    listen() {
      rest();
      quiet = setTimeout(abort, silence);
    },
    /** Also lets go of an answer that is still coming. */
    end() {
      clearTimeout(whole);
      rest();
      abort();
    },
  };
}
