/** Two lists are compared pair by pair; more than this of one URL at once waits for the next round. */
const LONGEST = 100;

/**
 * Pairs calls with requests, both in time order: the k-th call with the k-th request, as many pairs as possible, and of those the nearest
 * in time. A call that made no request stands between the others without shifting them. `cost` null = these two never belong together.
 */
export function alignCalls<A, B>(calls: readonly A[], requests: readonly B[], cost: (call: A, request: B) => number | null): [A, B][] {
  const [left, right] = [calls.slice(0, LONGEST), requests.slice(0, LONGEST)];
  const best = scoreTable(left, right, cost);
  const pairs: [A, B][] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i] as A, right[j] as B];
    const price = cost(a, b);
    const here = scoreAt(best, i, j);
    if (price !== null && isEqual(here, withPair(scoreAt(best, i + 1, j + 1), price))) {
      pairs.push([a, b]);
      [i, j] = [i + 1, j + 1];
    } else if (isEqual(here, scoreAt(best, i + 1, j))) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Number of pairs and what they cost together. */
interface Score {
  pairs: number;
  cost: number;
}

const NONE: Score = { pairs: 0, cost: 0 };

/** For every pair of places: the best score of what follows. */
function scoreTable<A, B>(calls: readonly A[], requests: readonly B[], cost: (call: A, request: B) => number | null): Score[][] {
  const table: Score[][] = Array.from({ length: calls.length + 1 }, () => Array.from({ length: requests.length + 1 }, () => NONE));
  for (let i = calls.length - 1; i >= 0; i -= 1) {
    for (let j = requests.length - 1; j >= 0; j -= 1) {
      const price = cost(calls[i] as A, requests[j] as B);
      const skipped = better(scoreAt(table, i + 1, j), scoreAt(table, i, j + 1));
      const row = table[i];
      if (row) row[j] = price === null ? skipped : better(withPair(scoreAt(table, i + 1, j + 1), price), skipped);
    }
  }
  return table;
}

function scoreAt(table: readonly (readonly Score[])[], i: number, j: number): Score {
  return table[i]?.[j] ?? NONE;
}

function withPair({ pairs, cost }: Score, price: number): Score {
  return { pairs: pairs + 1, cost: cost + price };
}

function better(a: Score, b: Score): Score {
  if (a.pairs !== b.pairs) return a.pairs > b.pairs ? a : b;
  return a.cost <= b.cost ? a : b;
}

function isEqual(a: Score, b: Score): boolean {
  return a.pairs === b.pairs && a.cost === b.cost;
}
