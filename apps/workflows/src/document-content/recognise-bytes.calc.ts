/** The object identifier of signed data, 1.2.840.113549.1.7.2, in DER. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex');

/** Whether a file begins as a CMS envelope of signed data (RFC 5652) does: in DER or BER, as PEM, or as their Base64 alone. */
export function isSignedEnvelope(head: Buffer): boolean {
  if (head[0] === 0x30) return head.subarray(0, 24).includes(signedData);
  const text = head.toString('latin1', 0, 4096).trimStart();
  if (/^-----BEGIN (PKCS7|CMS)-----/.test(text)) return true;
  const [, base64] = /^(MI[A-Za-z0-9+/\r\n]{40,})/.exec(text) ?? [];
  return base64 !== undefined && Buffer.from(base64.replaceAll(/\s/g, '').slice(0, 40), 'base64').includes(signedData);
}

/** Whether a text begins as XML does, and is no page for a browser. */
export function isXml(head: Buffer): boolean {
  const text = textOf(head.subarray(0, 65_536)).replace(/^\ufeff/, '').trimStart();
  if (!/^<(\?xml[\s?]|!--|[A-Za-z_][\w:.-]*[\s/>]|!DOCTYPE\s)/.test(text)) return false;
  return !/<(!DOCTYPE\s+html|html|svg|script|[\w-]+:html|[\w-]+:svg|[\w-]+:script)[\s>]/i.test(text);
}

function textOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le');
  if (head[0] === 0xfe && head[1] === 0xff) return Buffer.from(head.subarray(0, head.length - (head.length % 2))).swap16().toString('utf16le');
  return head.toString('utf8');
}
