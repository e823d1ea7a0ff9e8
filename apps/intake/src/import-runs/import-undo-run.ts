import { Injectable } from '@nestjs/common';
import type { ServiceTarget, UndoChunkReceipt } from '@kairos/contracts';
import { EventBus } from '@kairos/event-bus';
import { AdvanceUndoHandler, type UndoStep } from './advance-undo.handler.ts';
import { ImportCannotGoOn } from '../import-targets/import-failures.ts';
import type { Lease } from '../import-jobs/import-leases.repository.ts';
import { ImportTargets } from '../import-targets/import-target.ts';
import type { ImportUndo } from '../import-jobs/import-undo.calc.ts';

export type UndoAhead = { importJobId: string; target: ServiceTarget; undo: ImportUndo };
type Step = <T>(userId: string, step: () => Promise<T>) => Promise<T>;

/** Takes an undo from where it stands to its end: opens it at the target, then chunk by chunk. Every step can be repeated. */
@Injectable()
export class ImportUndoRun {
  constructor(
    private readonly targets: ImportTargets,
    private readonly advance: AdvanceUndoHandler,
    private readonly bus: EventBus,
  ) {}

  /** @param as runs one step as the job's tenant in a person's name */
  async execute(lease: Lease, { importJobId, target, undo }: UndoAhead, stopping: () => boolean, as: Step): Promise<'undone' | 'refused' | 'left'> {
    const note = (step: UndoStep) => as(undo.byUserId, () => this.advance.execute(lease, step));
    let opened = undo.nextChunk > 0;
    const what = { target, by: undo, importJobId };
    try {
      const { obstacleCount } = await this.targets.undo({ ...what, dryRun: false });
      if (obstacleCount > 0) {
        await note({ as: 'refused', why: { code: 'undo-stands-in-the-way', detail: `${obstacleCount} records changed before the undo began; ask again to see which`, line: null, column: null } });
        return 'refused';
      }
      opened = true;
      let receipt: UndoChunkReceipt | undefined;
      for (let index = undo.nextChunk; receipt?.left !== 0; index += 1) {
        if (stopping()) return 'left';
        receipt = await this.targets.undoChunk({ ...what, chunkIndex: index });
        this.bus.crash.at('after-chunk-before-checkpoint');
        await note({ as: 'chunk', index, ...receipt });
      }
      await note({ as: 'done' });
      return 'undone';
    } catch (error) {
      // Once it is opened there is no way but on: it rests, and goes on when it may.
      if (!(error instanceof ImportCannotGoOn) || opened) throw error;
      await note({ as: 'refused', why: error.failure });
      return 'refused';
    }
  }
}
