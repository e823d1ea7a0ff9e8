import type { Problem } from '@kairos/contracts';

/** What the API refused, as RFC 9457 says it, or that it could not be reached. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? problem?.title ?? withoutWords(status));
    this.name = new.target.name;
  }

  /** A stable code such as `version-conflict`; `unreachable` where there was no answer. */
  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? 'unreachable' : 'unknown');
  }

  /** What was said of the field that a JSON pointer such as `/capacityKw` names. */
  of(pointer: string): string | undefined {
    return this.problem?.errors?.find((error) => error.pointer === pointer)?.detail;
  }
}

/** What is said where the server says nothing, or is not reached. */
function withoutWords(status: number): string {
  const isItalian = typeof document !== 'undefined' && document.documentElement.lang === 'it';
  if (status === 0) return isItalian ? 'Il server non è raggiungibile.' : 'The server is not reached.';
  return isItalian ? `Il server ha risposto ${status}.` : `The server answered ${status}.`;
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

/** Whether asking again may help: nobody answered, or the server has a bad moment. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
}

/** Somebody was asked who they are, and went back instead: nothing was done, and nothing need be said. */
export class ProofNotGiven extends Error {
  constructor() {
    super('Nothing was done.');
    this.name = new.target.name;
  }
}
