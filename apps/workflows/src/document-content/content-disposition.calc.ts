/**
 * The header that has a browser save an answer under a name (RFC 6266, RFC 8187): in plain ASCII for old programs, in full for others.
 *
 * @param fileName as `safeFileName` makes it
 */
export function attachmentNamed(fileName: string): string {
  const plain = fileName.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\w .()+-]/g, '_');
  const full = encodeURIComponent(fileName).replaceAll(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
