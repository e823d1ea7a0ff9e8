import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { web } from './web-source.ts';

type Pair = readonly [en: string, it: string];

/** A language is called by its own name; a small word alone may as well be a name in somebody's file. */
const tooCommon = /^(English|[a-z]+)$/;

/** What the web application says in English alone: texts without values that no Italian text equals. */
export async function englishOnly(): Promise<string[]> {
  const source = join(web, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(\.text|-words)\.ts$/.test(name));
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(source, file)).href) as Promise<Record<string, Record<string, Pair>>>));
  const pairs = modules.flatMap((module) => Object.values(module).flatMap((words) => Object.values(words))).filter((pair) => Array.isArray(pair));
  const italian = new Set(pairs.map(([, it]) => it));
  return [...new Set(pairs.map(([en]) => en).filter((en) => !en.includes('{') && !italian.has(en) && !tooCommon.test(en)))];
}

/** Looks through all that a page says, to who sees and to who listens, for any of these texts. Runs in the page. */
export const findTexts = `(texts) => {
  const wanted = new Set(texts);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest('code, pre, kbd, script, style, [lang]:not(html)')) continue;
    const said = node.nodeType === Node.TEXT_NODE ? [node.data] : ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'].map((name) => node.getAttribute(name) ?? '');
    for (const text of said) if (wanted.has(text.trim())) found.push(text.trim());
  }
  return [...new Set(found)];
}`;
