import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster } from '../../../lib/dedup/cluster.ts';
import { Places } from '../../../lib/dedup/places.ts';

const placeLists = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 3 }), { maxLength: 8 });

function standAt(lists: readonly string[][]) {
  const placesOf = new Map(lists.map((places): [Cluster, string[]] => [{ browser: [], server: [], joinedBy: null, shared: [] }, places]));
  return { clusters: [...placesOf.keys()], placesOf: (cluster: Cluster) => placesOf.get(cluster) ?? [] };
}

test('alone are those that share no place with another, and each of the others is named once, when it is met or comes', () => {
  fc.assert(
    fc.property(placeLists, (lists) => {
      const { clusters, placesOf } = standAt(lists);
      const places = new Places(placesOf);
      const named = clusters.flatMap((cluster) => {
        const met = places.enter(cluster);
        return met === null ? [] : [...met, cluster];
      });
      const shares = (cluster: Cluster) => clusters.some((other) => other !== cluster && placesOf(other).some((place) => placesOf(cluster).includes(place)));
      expect(new Set(named).size).toBe(named.length);
      expect(new Set(named)).toEqual(new Set(clusters.filter(shares)));
      for (const cluster of clusters) expect(places.leave(cluster)).toBe(!shares(cluster));
    }),
  );
});

test('a place that one who was alone has left is free again', () => {
  const { clusters, placesOf } = standAt([['a'], ['a']]);
  const [first, second] = clusters as [Cluster, Cluster];
  const places = new Places(placesOf);
  places.enter(first);
  expect(places.leave(first)).toBe(true);
  expect(places.enter(second)).toBeNull();
});
