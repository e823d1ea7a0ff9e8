import type { Environment } from '../config.ts';
import type { Context } from '../context.ts';
import type { Terminal } from '../terminal.ts';
import { readOperator, type Operator } from './operator.ts';

/** What every operator command works with. */
export class OperatorContext {
  readonly terminal: Terminal;
  readonly environment: Environment;

  constructor(private readonly context: Pick<Context, 'config' | 'terminal'>) {
    this.terminal = context.terminal;
    this.environment = context.config.environment;
  }

  /** @param home as told on the command line */
  operator(home: string | undefined): Operator {
    return readOperator(home ?? this.environment['KAIROS_DATA_DIR'], this.context.config.stackFolder, this.environment);
  }
}
