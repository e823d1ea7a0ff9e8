/** As many bytes as there are, or `most` of them. */
export async function firstBytes(content: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.byteLength;
    if (length >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most);
}
