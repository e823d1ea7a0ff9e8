import { isScalar, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';

const maxCharacters = 500_000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a YAML document of ours. Aliases are refused, so no document grows beyond its own size, and so are duplicate keys,
 * custom tags and keys that reach an object's prototype.
 *
 * @param reworded what an older form becomes before the schema sees it
 * @returns what the schema made of it, or every finding and where it stands
 */
export function readSafeYaml<S extends z.ZodType>(text: string, schema: S, reworded: (value: unknown) => unknown = (value) => value): { value: z.infer<S> } | { problems: string[] } {
  if (text.length > maxCharacters) return { problems: [`longer than ${maxCharacters} characters`] };
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, logLevel: 'error' });
  const findings = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? message);
  const refused = findings.length > 0 ? findings : unsafeNodes(document);
  if (refused.length > 0) return { problems: refused };
  const parsed = schema.safeParse(reworded(document.toJS({ maxAliasCount: 0 })));
  if (parsed.success) return { value: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`) };
}

function unsafeNodes(document: Document): string[] {
  const found: string[] = [];
  visit(document, {
    Alias: (_key, alias) => void found.push(`alias *${alias.source} is not allowed`),
    Pair: (_key, { key }) => {
      if (isScalar(key) && forbiddenKeys.has(String(key.value))) found.push(`key ${String(key.value)} is not allowed`);
    },
  });
  return found;
}
