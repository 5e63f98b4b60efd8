/**
 * Looks again and again until there is something to see.
 * @param what ends the sentence "waited 60 s for …"
 * @param look returns the thing, or undefined when it is too early; what it throws is told when time is up
 * @throws after so many seconds
 */
export async function waitFor<T>(what: string, seconds: number, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let problem = "";
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined) return found;
      problem = "";
    } catch (error) {
      problem = `; last: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}${problem}`);
    await pause(250);
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
