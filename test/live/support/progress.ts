/** Does it and prints how long that took: where a slow run waits. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const made = await work();
  process.stdout.write(`live: ${what}, ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
  return made;
}
