import { SaxesParser } from 'saxes';
import { FileFault } from '../rows/file.errors.ts';
import { workbookFault } from './workbook.errors.ts';

/** An element's name without its prefix, and its attributes as they are written. */
export type XmlElement = { name: string; attributes: Record<string, string> };
export type XmlHandlers = { open: (element: XmlElement) => void; text?: (text: string) => void; close?: (name: string) => void };

/**
 * Reads XML that arrives in pieces, holding no more of it than the text between two tags. Document types, and with them
 * entities of one's own, are refused.
 */
export class XmlReader {
  readonly #parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  #quiet = 0;

  constructor(
    handlers: XmlHandlers,
    private readonly maxTextLength: number,
  ) {
    this.#parser.on('doctype', () => {
      throw workbookFault('unsafe-workbook', 'it declares a document type, which could name files or grow without end');
    });
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#quiet = 0;
      handlers.open({ name: local(name), attributes });
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#quiet = 0;
      handlers.close?.(local(name));
    });
    if (handlers.text) {
      this.#parser.on('text', handlers.text);
      this.#parser.on('cdata', handlers.text);
    }
    this.#parser.on('error', (error) => {
      throw error;
    });
  }

  push(text: string): void {
    this.#quiet += text.length;
    this.#guarded(() => this.#parser.write(text));
    if (this.#quiet > this.maxTextLength + text.length) throw workbookFault('unsafe-workbook', `it holds a text of more than ${this.maxTextLength} characters`);
  }

  end(): void {
    this.#guarded(() => this.#parser.close());
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      throw error instanceof FileFault ? error : workbookFault('broken-workbook', 'one of its parts is not well-formed XML');
    }
  }
}

/** Reads XML that is held as a whole. */
export function readXml(text: string, handlers: XmlHandlers): void {
  const reader = new XmlReader(handlers, text.length);
  reader.push(text);
  reader.end();
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
