/** Settles like the work, or resolves with the substitute after an error and after `ms` milliseconds. */
export async function within<T>(ms: number, work: Promise<T>, substitute: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, substitute);
  });
  try {
    return await Promise.race([work.catch(() => substitute), late]);
  } finally {
    clearTimeout(timer);
  }
}
