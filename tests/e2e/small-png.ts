import { crc32, deflateSync, inflateSync } from 'node:zlib';

// Chromium writes 24 bits per pixel for pictures of text, which have few colours: as a palette they take a third. PNG: https://www.w3.org/TR/png-3/

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS = 3;
const PALETTE = 256;
/** The leading bits of each channel: colours that share them look alike. */
const HUE = 0xe0e0e0;

/** The picture in 256 of its colours; any other becomes the nearest of them. Takes what Chromium's screenshots are: 8-bit RGB, not interlaced. */
export function shrinkPng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(0);
  if (header[8] !== 8 || header[9] !== 2 || header[12] !== 0) throw new Error('This is no 8-bit RGB picture.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const pixels = unfilter(inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))), width, height);
  const palette = paletteOf(pixels);
  const small = Buffer.from(header);
  small[9] = 3;
  const rows = indexRows(pixels, palette, width, height);
  return Buffer.concat([SIGNATURE, chunk('IHDR', small), chunk('PLTE', Buffer.from(palette.flatMap(toBytes))), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function readChunks(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Undoes the prediction of each row; without the byte that names it. */
function unfilter(raw: Buffer, width: number, height: number): Buffer {
  const stride = width * CHANNELS;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < CHANNELS ? 0 : (pixels[at - CHANNELS] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = x < CHANNELS || y === 0 ? 0 : (pixels[at - stride - CHANNELS] ?? 0);
      pixels[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, above, corner);
    }
  }
  return pixels;
}

function predict(filter: number, left: number, above: number, corner: number): number {
  if (filter === 4) return paeth(left, above, corner);
  return [0, left, above, (left + above) >> 1][filter] ?? 0;
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

const colourAt = (pixels: Buffer, index: number): number => pixels.readUIntBE(index * CHANNELS, CHANNELS);
const toBytes = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** Half of the palette for the most frequent colours, so that grounds stay exact; half for the most frequent of every other hue, so that none is lost. */
function paletteOf(pixels: Buffer): number[] {
  const counts = new Map<number, number>();
  for (let index = 0; index < pixels.length / CHANNELS; index += 1) counts.set(colourAt(pixels, index), (counts.get(colourAt(pixels, index)) ?? 0) + 1);
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a);
  const hues = new Map<number, { colour: number; count: number }>();
  for (const [colour, count] of ranked.slice(PALETTE / 2)) {
    const hue = hues.get(colour & HUE) ?? { colour, count: 0 };
    hues.set(colour & HUE, { ...hue, count: hue.count + count });
  }
  const others = [...hues.values()].toSorted((a, b) => b.count - a.count).slice(0, PALETTE / 2);
  return [...ranked.slice(0, PALETTE / 2).map(([colour]) => colour), ...others.map(({ colour }) => colour)];
}

/** One byte for each pixel, its place in the palette; each row unfiltered. */
function indexRows(pixels: Buffer, palette: readonly number[], width: number, height: number): Buffer {
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let index = 0; index < width * height; index += 1) {
    const colour = colourAt(pixels, index);
    const place = places.get(colour) ?? nearest(colour, palette);
    places.set(colour, place);
    rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = place;
  }
  return rows;
}

function nearest(colour: number, palette: readonly number[]): number {
  const bytes = toBytes(colour);
  const distances = palette.map((each) => toBytes(each).reduce((sum, byte, channel) => sum + (byte - (bytes[channel] ?? 0)) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}
