/** Aborts on Ctrl-C and on a polite kill. What is left running must not keep the process alive much longer. */
export function onInterrupt(graceMs = 2000): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const abort = (): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
    setTimeout(() => process.exit(1), graceMs).unref();
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, abort);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of names) process.off(name, abort);
    },
  };
}
