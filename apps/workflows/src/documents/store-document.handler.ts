import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { IncomingDocument } from '../document-content/document-intake.ts';
import { DocumentShelf, type DocumentFacts } from './document-shelf.ts';

/** Stores a document that is uploaded. */
@Injectable()
export class StoreDocumentHandler {
  constructor(private readonly shelf: DocumentShelf) {}

  execute(facts: DocumentFacts, incoming: IncomingDocument, actor: Actor): Promise<string> {
    return this.shelf.store(facts, incoming, actor);
  }
}
