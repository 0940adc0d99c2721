import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Evidence } from '../detail/requests.tsx';
import { commonEnds } from './common-ends.ts';
import { Search, SearchRun } from './search.ts';
import { wordsOf } from './search-texts.ts';

/** What a keystroke answers at once; more would make it wait at 100,000 conversions, and most sessions are smaller. */
const STEPS_AT_ONCE = 400;
/** Of a frame, so that it is still drawn in time. */
const SLICE_MS = 8;
/** The list is drawn again after this long, then after twice as long, and so on: each time costs more than a slice. */
const FIRST_DRAW_MS = 100;
const LAST_DRAW_MS = 800;

/** What a search has found. Another object whenever there is more. */
export interface Findings {
  has: (conversion: JudgedConversion) => boolean;
  /** Whether any conversion of a visit is among them. */
  hasIn: (visit: Visit) => boolean;
  /** From 0 to 1 = every conversion has been looked into. */
  progress: number;
}

/** Whom a search concerns, and where it looks. */
export interface SearchScope {
  visits: readonly Visit[];
  concerns: (conversion: JudgedConversion) => boolean;
  evidence: Evidence;
}

/** Searches in slices between frames; another text ends it at once. null = nothing is searched for. */
export function useSearch(text: string, { visits, concerns, evidence }: SearchScope): Findings | null {
  const [drawn, draw] = useReducer((count: number) => count + 1, 0);
  const words = wordsOf(text).join(' ');
  const last = useRef<Search | null>(null);
  const search = useMemo(() => {
    last.current = words === '' ? null : new Search(wordsOf(words), evidence, last.current);
    return last.current;
  }, [words, evidence]);
  const done = useRef<SearchedVisits | null>(null);
  const run = useMemo(() => begin(search, visits, concerns, done.current), [search, visits, concerns]);
  useEffect(() => {
    if (run === null) return undefined;
    const finish = () => (done.current = { search: run.search, concerns, visits });
    if (run.progress < 1) return goOnBetweenFrames(run, () => draw(undefined), finish);
    finish();
    return undefined;
  }, [run]);
  return useMemo(() => (run === null ? null : findingsOf(run)), [run, drawn]);
}

export function findingsOf({ search, progress }: SearchRun): Findings {
  return { has: (conversion) => search.has(conversion), hasIn: (visit) => search.hasIn(visit), progress };
}

/** Visits of which every conversion has its answer. */
interface SearchedVisits {
  search: Search;
  visits: readonly Visit[];
  concerns: (conversion: JudgedConversion) => boolean;
}

function begin(search: Search | null, visits: readonly Visit[], concerns: SearchScope['concerns'], done: SearchedVisits | null): SearchRun | null {
  if (search === null) return null;
  const { start, end } = done?.search === search && done.concerns === concerns ? commonEnds(done.visits, visits) : { start: 0, end: 0 };
  const run = new SearchRun(search, visits.slice(start, visits.length - end), concerns);
  run.goOn(STEPS_AT_ONCE);
  return run;
}

/** Returns how to stop it. */
function goOnBetweenFrames(run: SearchRun, draw: () => void, finish: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_DRAW_MS;
  let drawnAt = performance.now();
  const now = () => performance.now();
  const slice = () => {
    const isDone = run.goOn(Infinity, now() + SLICE_MS, now);
    if (isDone) finish();
    else timer = setTimeout(slice, 0);
    if (!isDone && now() - drawnAt < pauseMs) return;
    pauseMs = Math.min(pauseMs * 2, LAST_DRAW_MS);
    drawnAt = now();
    draw();
  };
  timer = setTimeout(slice, 0);
  return () => clearTimeout(timer);
}
