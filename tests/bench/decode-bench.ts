import { decodeServerPayload, findPlatform } from '../../lib/platforms/decode.ts';
import { readSamples, type Sample } from './decode-samples.ts';
import { medianOf, medianRatio, timeInTurns } from './measure.ts';

const ROUNDS = 60;
/** Until both ways run as optimised code: a panel decodes for hours. */
const WARM_UP_ROUNDS = 750;
const PASSES_PER_ROUND = 4;
const NO_ANSWER = { status: null, response: null };

export interface DecodeResult {
  name: string;
  lines: number;
  floorUsPerLine: number;
  decodeUsPerLine: number;
  ratio: number;
}

/**
 * Decoding against the least that any reader does: URL parse, iterate the parameters, JSON.parse of the body. The code is warmed
 * up with the samples of all files, as a panel meets them: with one file after another it would be optimised for each in turn,
 * and what comes last would pay for that.
 */
export function benchDecode(): DecodeResult[] {
  const files = readSamples();
  const all = { name: 'all', samples: files.flatMap(({ samples }) => samples) };
  timeInTurns(waysOver(all.samples), WARM_UP_ROUNDS);
  const ofAll = measure(all);
  return [...files.map(measure), ofAll];
}

function measure({ name, samples }: { name: string; samples: readonly Sample[] }): DecodeResult {
  const times = timeInTurns(waysOver(samples), ROUNDS);
  const perLine = (values: readonly number[]) => (medianOf(values) * 1000) / (samples.length * PASSES_PER_ROUND);
  return { name, lines: samples.length, floorUsPerLine: perLine(times.floor), decodeUsPerLine: perLine(times.decode), ratio: medianRatio(times.decode, times.floor) };
}

function waysOver(samples: readonly Sample[]): Record<'floor' | 'decode', () => number> {
  const over = (read: (sample: Sample) => number) => () => {
    let events = 0;
    for (let pass = 0; pass < PASSES_PER_ROUND; pass += 1) for (const sample of samples) events += read(sample);
    return events;
  };
  return { floor: over(readFloor), decode: over(decode) };
}

/** Where a body is no JSON, its parameters are iterated: an exception would make the floor look high. */
function readFloor({ url, text }: Sample): number {
  const inUrl = lengthOf(new URL(url).searchParams);
  if (text === '') return inUrl;
  if (!/^[[{]/.test(text)) return inUrl + lengthOf(new URLSearchParams(text));
  try {
    return inUrl + (JSON.parse(text) === null ? 0 : 1);
  } catch {
    return inUrl;
  }
}

function lengthOf(params: URLSearchParams): number {
  let length = 0;
  for (const [name, value] of params) length += name.length + value.length;
  return length;
}

function decode(sample: Sample): number {
  if (sample.side === 'server') return decodeServerPayload(sample.payload, NO_ANSWER).events.length;
  const found = findPlatform(sample.request, []);
  return found ? found.platform.decodeBrowser(found.request).events.length : 0;
}
