/** Times in ms of several ways to do one thing, taken in turns so that a busy machine slows all of them alike. */
export function timeInTurns<Name extends string>(ways: Readonly<Record<Name, () => unknown>>, rounds: number): Record<Name, number[]> {
  const names = Object.keys(ways) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times[name].push(timeOnce(ways[name]));
  }
  return times;
}

export function timeOnce(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Processor time of the whole process in ms: waiting for a busy machine does not count. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The value that `percent` of the values do not exceed. */
export function percentileOf(values: readonly number[], percent: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1] ?? NaN;
}

/** Median of the ratios round by round: each round met the same load. */
export function medianRatio(times: readonly number[], floor: readonly number[]): number {
  return medianOf(times.map((time, round) => time / (floor[round] ?? NaN)));
}

/** Bytes in use after a full collection. Needs `node --expose-gc`. */
export function heapInUse(): number {
  if (!globalThis.gc) throw new Error('Run with node --expose-gc: npm run bench does.');
  globalThis.gc();
  // The first one ends a collection that had begun: what that had marked and is dead since goes with the second.
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
