import { useQuery } from '@tanstack/react-query';
import type { SourceFileView } from '@kairos/contracts';
import { preview } from './new-import.api.ts';
import { PlanBar } from './plan-bar.tsx';
import { PreviewPanel } from './preview-panel.tsx';

/** A file as a recipe that is there reads it. */
export function ByRecipe({ file, name }: { file: SourceFileView; name: string }) {
  const reading = useQuery(preview(file.id, { recipe: { name } }));
  const refused = reading.data === undefined || reading.data.problem !== null || reading.data.drift.stops;
  return (
    <>
      <PreviewPanel reading={reading} />
      <PlanBar sourceFileId={file.id} recipe={name} disabled={refused} />
    </>
  );
}
