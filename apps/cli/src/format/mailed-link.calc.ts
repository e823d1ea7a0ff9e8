export type MailedLink = { token: string; url?: string };

/** The token of a link as it stands in a mail, and the place it leads to; or of a token that was copied alone. */
export function readMailedLink(text: string): MailedLink | undefined {
  const trimmed = text.trim().replace(/^<|>$/g, '');
  if (/^[\w-]{20,200}$/.test(trimmed)) return { token: trimmed };
  if (!URL.canParse(trimmed)) return undefined;
  const { protocol, origin, hash } = new URL(trimmed);
  const token = /^#token=([\w-]{20,200})$/.exec(hash)?.[1];
  return token && /^https?:$/.test(protocol) ? { token, url: origin } : undefined;
}
