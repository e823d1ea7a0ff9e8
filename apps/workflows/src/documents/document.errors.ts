import { DomainError, NotFound } from '@kairos/http';

export class DocumentNotFound extends NotFound {
  constructor() {
    super('document');
  }
}

export class DocumentVersionNotFound extends NotFound {
  constructor() {
    super('document-version');
  }
}

export class DocumentLinkNotFound extends NotFound {
  constructor() {
    super('document-link');
  }
}

/** A plant or deadline that is not there, or not for the caller. */
export class LinkTargetNotFound extends DomainError {
  constructor(kind: string) {
    super('unprocessable', 'link-target-not-found', `There is no such ${kind}.`, [{ pointer: '/targetId', detail: `names no ${kind}` }]);
  }
}

/** Whoever sees some plants sees what is linked to one of them: without such a link it would be out of their sight. */
export class DocumentNeedsAPlant extends DomainError {
  constructor() {
    super('unprocessable', 'document-needs-a-plant', 'Link the document to a plant that you see, or to one of its deadlines.');
  }
}

export class AlreadyLinked extends DomainError {
  constructor() {
    super('conflict', 'already-linked', 'The document is linked to that already.');
  }
}

export class NotTheLatestVersion extends DomainError {
  constructor() {
    super('conflict', 'not-the-latest-version', 'There is a newer version: decide on that one.');
  }
}

export class DecidedAlready extends DomainError {
  constructor() {
    super('conflict', 'decided-already', 'This version was decided on; another decision needs another version.');
  }
}

/** Four eyes: nobody approves what they brought. */
export class UploaderDecides extends DomainError {
  constructor() {
    super('forbidden', 'uploader-decides', 'Somebody else than uploaded the version decides on it.');
  }
}

export class DocumentIsArchived extends DomainError {
  constructor() {
    super('conflict', 'document-is-archived', 'An archived document takes no other version; take it out of the archive first.');
  }
}

/** What is kept by a schedule is not deleted before its time, nor taken out of what its time is counted from. */
export class DocumentIsRetained extends DomainError {
  /**
   * @param until the last day, or null while a workflow that it is counted from goes on
   * @param then what the caller may do
   */
  constructor(until: string | null, { years, legalReference }: { years: number; legalReference: string }, then = 'archive it instead') {
    const when = until === null ? `for ${years} years from the end of a workflow that goes on` : `until ${until}`;
    super('conflict', 'document-is-retained', `The document is kept ${when} (${legalReference}); ${then}.`, until === null ? undefined : [{ pointer: '/retainUntil', detail: until }]);
  }
}

export class DocumentUnchanged extends DomainError {
  constructor() {
    super('unprocessable', 'nothing-changes', 'The document is like that already.');
  }
}

/** A link whose workflow has ended, or that no retention is counted from, is simply taken away. */
export class LinkNeedsNoCorrection extends DomainError {
  constructor() {
    super('conflict', 'link-needs-no-correction', 'Nothing keeps this link: take it away.');
  }
}

const reliances = {
  task: 'a task was completed since', approval: 'the document was approved since', pack: 'it was put into a submission pack', merge: 'the workflow went on into another',
};

/** A link that something relied on was no mistake any more. */
export class LinkIsReliedUpon extends DomainError {
  constructor(by: keyof typeof reliances) {
    super('conflict', 'link-is-relied-upon', `The link stays until the workflow ends: ${reliances[by]}.`);
  }
}
