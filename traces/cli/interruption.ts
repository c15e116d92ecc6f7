/**
 * Ctrl-C of a long run: the first ends it in order, so that what was seen by then is told; the second ends it at once.
 */

/** Aborts at the first SIGINT. Heard only where the run lets the event loop turn. */
export function interruption(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  return stop.signal;
}
