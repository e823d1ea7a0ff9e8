import type { FileProblem } from '@kairos/contracts';

/** The file as a whole cannot be read on; says where. */
export class FileFault extends Error {
  override readonly name = 'FileFault';

  constructor(readonly problem: FileProblem) {
    super(`${problem.code} at line ${problem.line}, column ${problem.column}: ${problem.detail}`);
  }
}
