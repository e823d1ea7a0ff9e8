export const problemKinds = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'precondition-required': 428,
  'too-many-requests': 429,
  /** Of the tus protocol. */
  'checksum-mismatch': 460,
  unavailable: 503,
} as const;
export type ProblemKind = keyof typeof problemKinds;
export type FieldError = { pointer: string; detail: string; code?: string };

/**
 * A rule of the domain said no. `code` is stable and kebab-case, and becomes the problem's `type`; the message is for
 * people.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly code: string,
    message: string,
    readonly errors?: FieldError[],
    readonly headers?: Record<string, string>,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The one answer to what does not exist and to what the caller may not see: byte for byte the same. */
export class NotFound extends DomainError {
  constructor(resource: string) {
    super('not-found', `${resource}-not-found`, `No such ${resource.replaceAll('-', ' ')}.`);
  }
}
