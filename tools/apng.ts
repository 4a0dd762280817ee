import { crc32 } from 'node:zlib';

/** A picture and how long it is shown. All but the first may cover a part only. */
export interface Frame {
  /** A PNG. */
  readonly png: Buffer;
  readonly x: number;
  readonly y: number;
  /** Milliseconds. */
  readonly time: number;
}

/** An animated PNG that plays again and again; where it is not known to move, its first frame is seen. */
export function animate(frames: readonly Frame[]): Buffer {
  let sequence = 0;
  const pieces = frames.flatMap(({ png, x, y, time }, n) => {
    const chunks = chunksOf(png);
    const head = only(chunks, 'IHDR');
    const control = words(sequence++, head.readUInt32BE(0), head.readUInt32BE(4), x, y);
    const timing = Buffer.from([time >> 8, time & 255, 1000 >> 8, 1000 & 255, 0, 0]);
    const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((each) => each.data));
    return [
      ...(n === 0 ? [chunk('IHDR', head), chunk('acTL', words(frames.length, 0))] : []),
      chunk('fcTL', Buffer.concat([control, timing])),
      n === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([words(sequence++), data])),
    ];
  });
  return Buffer.concat([signature, ...pieces, chunk('IEND', Buffer.alloc(0))]);
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function only(chunks: readonly Chunk[], type: string): Buffer {
  const found = chunks.find((each) => each.type === type);
  if (found === undefined) throw new Error(`a PNG without ${type}`);
  return found.data;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([words(data.length), body, words(crc32(body))]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, n) => bytes.writeUInt32BE(value, n * 4));
  return bytes;
}
