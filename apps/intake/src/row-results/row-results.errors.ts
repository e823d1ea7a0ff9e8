import { DomainError, NotFound } from '@kairos/http';

export class RowNotFound extends NotFound {
  constructor() {
    super('row');
  }
}

export class RowsNotOpen extends DomainError {
  constructor(rows: readonly number[]) {
    const named = rows.slice(0, 100);
    super('conflict', 'rows-not-open', 'Only rejected rows are corrected, each once: correct it again in the import that took it over.', named.map((row) => ({ pointer: `/rows/${row}`, detail: 'is not rejected, or was corrected already' })));
  }
}

export class NothingToCorrect extends DomainError {
  constructor() {
    super('unprocessable', 'nothing-to-correct', 'No rejected row is changed by this.');
  }
}

export class ImportNotOverYet extends DomainError {
  constructor(status: string) {
    super('conflict', 'import-job-is-not-over', `The import is ${status}. Its rows are corrected once it is completed, failed or cancelled.`);
  }
}

export class UnknownColumn extends DomainError {
  constructor(column: string, pointer: string) {
    super('unprocessable', 'unknown-column', `The file has no column "${column}".`, [{ pointer, detail: 'is no column of the file' }]);
  }
}

export class NoCorrectionFile extends DomainError {
  constructor() {
    super('unprocessable', 'no-correction-file', 'This is no correction file: it lacks the columns kairos:job and kairos:row.', [{ pointer: '/sourceFileId', detail: 'is no correction file' }]);
  }
}

/** Lines of a correction file that cannot be taken, by the line they stand on. */
export class CorrectionFileFaulty extends DomainError {
  constructor(faults: readonly { line: number; detail: string }[]) {
    super('unprocessable', 'correction-file-faulty', `${faults.length === 1 ? 'A line' : 'Lines'} of the correction file cannot be taken. Nothing was started.`, faults.slice(0, 100).map(({ line, detail }) => ({ pointer: `/lines/${line}`, detail })));
  }
}

export class TooManyRowsForWorkbook extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-rows-for-workbook', `A workbook of corrections has at most ${most} rows: take the CSV.`);
  }
}
