import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ComponentId, PlantId, ReadingUploadId } from '../ids.ts';
import { Instant } from '../primitives.ts';

export const ReadingUploadRecorded = defineEvent({
  type: 'assets.reading-upload.recorded',
  version: 1,
  summary: 'Readings of a meter were recorded or corrected, or withdrawn by the undo of an import, all of them within `startsAt` and `endsAt`.',
  visibility: { permission: 'assets.reading.read', plantIdField: 'plantId' },
  data: z.object({
    readingUploadId: ReadingUploadId, plantId: PlantId, meterId: ComponentId, source: z.string(), startsAt: Instant, endsAt: Instant, recorded: z.int().nonnegative(), corrected: z.int().nonnegative(),
    withdrawn: z.int().nonnegative().optional(),
  }),
});
