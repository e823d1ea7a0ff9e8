/** An element of ASN.1 in DER; without `isWhole` of unknown length, closed by its mark. */
function element(tag: number, content: Uint8Array, isWhole = true): Buffer {
  if (!isWhole) return Buffer.concat([Buffer.from([tag, 0x80]), content, Buffer.from([0, 0])]);
  const length = content.length < 0x80 ? Buffer.from([content.length]) : Buffer.from([0x84, ...[24, 16, 8, 0].map((shift) => (content.length >>> shift) & 0xff)]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

const objectId = (last: number) => Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, last]);

/** Envelope of signed data around what was signed, with no signature in it; `null` for what lies beside it. In parts of `partBytes` it is as programs write it that sign a stream. */
export function signedFile(content: Uint8Array | null, partBytes?: number): Buffer {
  const isWhole = partBytes === undefined;
  const parts: Buffer[] = [];
  for (let at = 0; content && !isWhole && at < content.length; at += partBytes) parts.push(element(0x04, content.subarray(at, at + partBytes)));
  const octets = content && (isWhole ? element(0x04, content) : element(0x24, Buffer.concat(parts), false));
  const inner = element(0x30, Buffer.concat([objectId(1), octets ? element(0xa0, octets, isWhole) : Buffer.alloc(0)]), isWhole);
  const data = element(0x30, Buffer.concat([Buffer.from([0x02, 0x01, 0x01]), element(0x31, Buffer.alloc(0)), inner, element(0x31, Buffer.alloc(0))]), isWhole);
  return element(0x30, Buffer.concat([objectId(2), element(0xa0, data, isWhole)]), isWhole);
}

/** An invoice about `Concessione 17`, signed by OpenSSL as a stream, with its certificate. */
export const signedByOpenssl = Buffer.from(
  'MIAGCSqGSIb3DQEHAqCAMIACAQExDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAkgARdPD94bWwgdmVyc2lvbj0iMS4wIj8+PEZhdHR1cmFFbGV0dHJvbmljYT48TnVtZXJvPkNvbmNlc3Npb25lIDE3PC9OdW1lcm8+PC9GYXR0dXJhRWxldHRyb25pY2E+AAAAAAAAoIIBijCCAYYwggEtoAMCAQICFCwmse/wNx+wlW2YGqFAQemFz4NoMAoGCCqGSM49BAMCMBkxFzAVBgNVBAMMDkZpcm1hIGRpIHByb3ZhMB4XDTI2MTEyMjExMzAzMVoXDTM2MTExOTExMzAzMVowGTEXMBUGA1UEAwwORmlybWEgZGkgcHJvdmEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ5RHK74fi5Zx8lFhUdQNSVz2zE9XuR6MPVH738no8cefzSPfT0Qob9kIdDzVXSJI+sYxINKv01WrcWVllEma7Bo1MwUTAdBgNVHQ4EFgQUIolRF3WRavCi0uEUgcD4m27/34MwHwYDVR0jBBgwFoAUIolRF3WRavCi0uEUgcD4m27/34MwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAOOHiZVcWaCpUETm27Ghe9xjMf6RqipOVWZnGbrrkhOAIgGSI/ASwvyFU7nLCzmF7CKmzo+hVC4etwSVcho8VGilkxggEIMIIBBAIBATAxMBkxFzAVBgNVBAMMDkZpcm1hIGRpIHByb3ZhAhQsJrHv8DcfsJVtmBqhQEHphc+DaDALBglghkgBZQMEAgGgaTAYBgkqhkiG9w0BCQMxCwYJKoZIhvcNAQcBMBwGCSqGSIb3DQEJBTEPFw0yNjExMjIxMTMwMzFaMC8GCSqGSIb3DQEJBDEiBCD9GPvImqMG3qTOT6S2gv6xCkuVyhrkxEFUT4Wbc1AgPTAKBggqhkjOPQQDAgRIMEYCIQCG9G2LsIkxCOP25ETW/Rjvf4Am3S2hO4h4OVSLEW7+wAIhAL1SZi0eMJqRCp8OmPbU1i96OnVu47vTwPud15Tjc9C4AAAAAAAA',
  'base64',
);
