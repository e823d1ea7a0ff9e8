import type { Problem } from '@kairos/contracts';

/** Said to the person at the terminal as it is, without a stack trace. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The API said no. */
export class ApiRefused extends CliError {
  constructor(readonly problem: Partial<Problem> & { status: number }) {
    super(describe(problem));
  }
}

export class NotSignedIn extends CliError {
  constructor() {
    super('You are not signed in: run `kairos login`.');
  }
}

function describe({ status, title, detail, errors, requestId }: Partial<Problem> & { status: number }): string {
  const fields = (errors ?? []).map((error) => `\n  ${error.pointer || '/'}: ${error.detail}`).join('');
  return `${detail ?? title ?? 'The request failed'} (${status})${fields}${requestId ? `\n  request ${requestId}` : ''}`;
}
