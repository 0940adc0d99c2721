import { decodeServerPayload, findPlatform } from '../../lib/platforms/decode.ts';
import { readSamples, type Sample } from './decode-samples.ts';
import { medianOf, medianRatio, timeInTurns } from './measure.ts';

const ROUNDS = 60;
/** Until both ways run as optimised code: a panel decodes for hours. */
const WARM_UP_ROUNDS = 150;
const PASSES_PER_ROUND = 4;
const NO_ANSWER = { status: null, response: null };

export interface DecodeResult {
  name: string;
  lines: number;
  floorUsPerLine: number;
  decodeUsPerLine: number;
  ratio: number;
}

/** Decoding against the least that any reader does: URL parse, iterate the parameters, JSON.parse of the body. */
export function benchDecode(): DecodeResult[] {
  const files = readSamples();
  const all = files.flatMap(({ samples }) => samples);
  return [...files, { name: 'all', samples: all }].map(({ name, samples }) => measure(name, samples));
}

function measure(name: string, samples: readonly Sample[]): DecodeResult {
  const over = (read: (sample: Sample) => number) => () => {
    let events = 0;
    for (let pass = 0; pass < PASSES_PER_ROUND; pass += 1) for (const sample of samples) events += read(sample);
    return events;
  };
  const ways = { floor: over(readFloor), decode: over(decode) };
  timeInTurns(ways, WARM_UP_ROUNDS);
  const times = timeInTurns(ways, ROUNDS);
  const perLine = (values: readonly number[]) => (medianOf(values) * 1000) / (samples.length * PASSES_PER_ROUND);
  return { name, lines: samples.length, floorUsPerLine: perLine(times.floor), decodeUsPerLine: perLine(times.decode), ratio: medianRatio(times.decode, times.floor) };
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
