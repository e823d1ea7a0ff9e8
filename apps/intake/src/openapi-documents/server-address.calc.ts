import { entriesOf, isNode, listOf, textOf } from './parse-document.calc.ts';

/** Where the first of `servers` is, its variables at their usual values; null for what is no whole address that a connector may have. */
export function baseUrlOf(servers: unknown): string | null {
  const [server] = listOf(servers);
  if (!isNode(server)) return null;
  const usual = new Map(entriesOf(server.variables).map(([name, variable]) => [name, isNode(variable) && variable.default !== undefined ? String(variable.default as string | number) : undefined]));
  const address = textOf(server.url)?.replaceAll(/\{([^{}]{1,100})\}/g, (all, name: string) => usual.get(name) ?? all).replace(/\/+$/, '');
  return address && /^https?:\/\/[^\s\\#?{}]+$/i.test(address) && address.length <= 2000 && URL.canParse(address) ? address : null;
}
