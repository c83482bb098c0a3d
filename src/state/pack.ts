/** Bytes ⇄ text that an address can hold, by the platform's own streams: deflate, then base64url. */

export async function pack(text: string): Promise<string> {
  const packed = through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  return toBase64(await collect(packed, Number.POSITIVE_INFINITY));
}

/** The text that was packed; null where there is none or where it would be longer than `limit` bytes. */
export async function unpack(packed: string, limit: number): Promise<string | null> {
  try {
    const bytes = fromBase64(packed);
    const text = await collect(through(bytes, new DecompressionStream('deflate-raw')), limit);
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return null; // not base64, not deflate, not UTF-8, or a bomb: all the same to a reader
  }
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStreamDefaultReader<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(stream).getReader();
}

/** Stops reading as soon as the limit is passed, so that a small link cannot fill the memory. */
async function collect(source: ReadableStreamDefaultReader<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await source.read(); !next.done; next = await source.read()) {
    size += next.value.length;
    if (size > limit) {
      await source.cancel();
      throw new RangeError('more than the limit');
    }
    chunks.push(next.value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/u.test(text)) throw new RangeError('not base64url');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
