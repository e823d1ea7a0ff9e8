import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../lib/locale.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { requirementsOfTask, tasksToChoose, workflowsOfPlant } from './document-places.api.ts';
import { PlantSelect } from './plant-select.tsx';
import { uploadText } from './upload.text.ts';

export type DocumentPlace = { plantId?: string | undefined; workflowId?: string | undefined; taskId?: string | undefined; requirementCode?: string | undefined };
type Props = { place: DocumentPlace; onChange: (place: DocumentPlace) => void; /** What is settled and not asked for. */ fixed?: DocumentPlace };

/** Where a document belongs: a plant, one of its practices, a task of that, and which of the documents it is that the task asks for. */
export function PlaceFields({ place, onChange, fixed = {} }: Props) {
  const say = useTexts(uploadText);
  const may = useMay();
  const locale = useLocale();
  const { plantId, workflowId, taskId, requirementCode } = { ...place, ...fixed };
  const seesWorkflows = may('workflows.workflow.read');
  const { data: workflows = [] } = useQuery({ ...workflowsOfPlant(plantId ?? ''), enabled: seesWorkflows && plantId !== undefined });
  const { data: tasks = [] } = useQuery({ ...tasksToChoose(workflowId ?? ''), enabled: seesWorkflows && workflowId !== undefined });
  const { data: asked } = useQuery({ ...requirementsOfTask(workflowId ?? '', taskId ?? ''), enabled: workflowId !== undefined && taskId !== undefined });
  const choice = (label: string, value: string | undefined, data: { value: string; label: string }[], choose: (chosen: string | undefined) => void) =>
    data.length > 0 && <Select label={label} searchable clearable value={value ?? null} data={data} onChange={(chosen) => choose(chosen ?? undefined)} />;
  return (
    <>
      {!fixed.plantId && may('assets.plant.read') && <PlantSelect value={plantId} onChange={(chosen) => onChange({ plantId: chosen })} />}
      {!fixed.workflowId && choice(say('workflow'), workflowId, workflows.map(({ id, name }) => ({ value: id, label: name })), (chosen) => onChange({ plantId, workflowId: chosen }))}
      {!fixed.taskId && choice(say('task'), taskId, tasks.map(({ id, title }) => ({ value: id, label: title[locale] })), (chosen) => onChange({ plantId, workflowId, taskId: chosen }))}
      {choice(say('requirement'), requirementCode, (asked?.items ?? []).map(({ code, title }) => ({ value: code, label: title[locale] })), (chosen) => onChange({ plantId, workflowId, taskId, requirementCode: chosen }))}
    </>
  );
}
