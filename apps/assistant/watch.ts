export type Watch = ReturnType<typeof watchOver>;

/** Returns a signal that aborts after `silence` milliseconds without a word, and after `timeout` milliseconds in all. */
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
    /** Stops the timer of the silence until `listen`: while words are posted, or while the server asked for a wait. */
    rest,
    listen() {
      rest();
      quiet = setTimeout(abort, silence);
    },
    /** Stops both timers and aborts a running answer. */
    end() {
      clearTimeout(whole);
      rest();
      abort();
    },
  };
}
