import { Injectable } from '@nestjs/common';
import { ConfinedProgram } from '../document-content/confined-program.ts';
import { TemplateIsMalformed, TemplatesAreBusy, TemplateTooLarge, ValueNotDrawable } from '../document-templates/document-templates.errors.ts';
import type { FillAnswer, FillRequest } from './fill-program.ts';
import type { Fault } from './template-fault.ts';

const program = new URL(`./fill-program${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
const limits = { longestMs: 10_000, heapMiB: 256, mostResidentMiB: 512 };
const mostAtOnce = 2;
const mostWaiting = 20;

/** Fills templates, each in a process of its own that ends with it: whatever a file does to its reader, requests of others are answered meanwhile. */
@Injectable()
export class TemplateFiller {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @throws TemplateIsMalformed, TemplateTooLarge, ValueNotDrawable, TemplatesAreBusy */
  async fill(request: FillRequest): Promise<{ bytes: Buffer; variables: string[] }> {
    await this.#turn();
    const filler = new ConfinedProgram<FillRequest, FillAnswer>(program, limits);
    try {
      const asked = await filler.ask(request);
      if (!('answer' in asked)) throw asked.ended === 'broken' ? new TemplateIsMalformed('The template cannot be read.') : new TemplateTooLarge();
      if ('kind' in asked.answer) throw errorOf(asked.answer);
      return { bytes: Buffer.from(asked.answer.bytes), variables: asked.answer.variables };
    } finally {
      filler.end();
      this.#pass();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < mostAtOnce) this.#running += 1;
    else if (this.#waiting.length >= mostWaiting) throw new TemplatesAreBusy();
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Whoever waits takes the place of who is done. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}

function errorOf(fault: Fault): Error {
  if (fault.kind === 'not-drawable') return new ValueNotDrawable(fault.variable, fault.detail);
  return fault.kind === 'too-large' ? new TemplateTooLarge() : new TemplateIsMalformed(fault.detail);
}
