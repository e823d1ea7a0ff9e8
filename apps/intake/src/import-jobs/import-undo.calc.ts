/** How an undo stands: who asked for it, in whose name it is done, what the import was before, how far it has come. */
export type ImportUndo = {
  reason: string;
  byUserId: string;
  membershipId: string;
  apiKeyId: string | null;
  requestedAt: string;
  from: 'completed' | 'failed' | 'cancelled';
  nextChunk: number;
  removed: number;
  restored: number;
};

/** Who asks for an undo, or goes on with one, and why. */
export type UndoAsker = Pick<ImportUndo, 'byUserId' | 'membershipId' | 'apiKeyId'>;

/** An undo that begins, or goes on where `earlier` failed on its way: what is undone stays undone. */
export function undoOf(by: UndoAsker & { reason: string }, from: ImportUndo['from'], earlier: ImportUndo | null): ImportUndo {
  const { from: first, nextChunk, removed, restored } = earlier ?? { from, nextChunk: 0, removed: 0, restored: 0 };
  return { ...by, requestedAt: new Date().toISOString(), from: first, nextChunk, removed, restored };
}

/** The undo behind one more of its chunks. */
export function behindUndoChunk(undo: ImportUndo | null, { index, removed, restored }: { index: number; removed: number; restored: number }): ImportUndo {
  if (!undo || index !== undo.nextChunk) throw new Error(`Chunk ${index} of the undo does not follow ${undo?.nextChunk}.`);
  return { ...undo, nextChunk: index + 1, removed: undo.removed + removed, restored: undo.restored + restored };
}
