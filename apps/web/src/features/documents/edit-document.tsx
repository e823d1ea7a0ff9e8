import { Alert, Button, Checkbox, Group, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { ChangeDocumentBody, documentCategories, type DocumentCategory, type DocumentView } from '@kairos/contracts';
import { issueText } from '../../lib/issue.text.ts';
import { refusalsOf, refusalsOfProblem, type Refusals } from '../../lib/issues.ts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { documentWords } from '../../vocabulary/document-words.ts';
import { changesOf, differing, formOf, type DocumentForm } from './document-changes.calc.ts';
import { changeDocument } from './documents.api.ts';
import { documentText } from './document.text.ts';

/** Changes what is said of a document. Who is late is told what somebody else made of it, and keeps what they typed. */
export function EditDocument({ document, onClose }: { document: DocumentView; onClose: () => void }) {
  const say = useTexts(documentText);
  const sayIssue = useTexts(issueText);
  const [base] = useState(() => formOf(document));
  const [form, setForm] = useState(base);
  const [refused, setRefused] = useState<Refusals>({});
  const save = useCommand({ run: (body: ChangeDocumentBody) => changeDocument(document, body), changes: [['workflows', 'documents']], done: () => say('saved'), shows: 'all' });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (differing(base, form).length === 0) return onClose();
    const body = ChangeDocumentBody.safeParse(changesOf(base, form));
    if (!body.success) return setRefused(refusalsOf(body.error.issues, sayIssue));
    setRefused({});
    save.mutate(body.data, { onSuccess: onClose, onError: (error) => { if (isProblem(error)) setRefused(refusalsOfProblem(error)); } });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={say('edit')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {isProblem(save.error, 'stale') ? <Theirs theirs={formOf(document)} base={base} /> : save.error && Object.keys(refused).length === 0 && <Alert color="red" role="alert">{save.error.message}</Alert>}
          <Fields form={form} onChange={(changed) => setForm({ ...form, ...changed })} refused={refused} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={save.isPending}>{say('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Fields({ form, onChange, refused }: { form: DocumentForm; onChange: (changed: Partial<DocumentForm>) => void; refused: Refusals }) {
  const say = useTexts(documentText);
  const word = useTexts(documentWords);
  return (
    <>
      <TextInput label={say('name')} required data-autofocus maxLength={200} value={form.name} error={refused['name']} onChange={({ currentTarget }) => onChange({ name: currentTarget.value })} />
      <Select
        label={say('category')} allowDeselect={false} data={documentCategories.map((value) => ({ value, label: word(value) }))} value={form.category} error={refused['category']}
        onChange={(value) => value && onChange({ category: value as DocumentCategory })}
      />
      <TextInput type="date" label={say('expires')} value={form.expiresOn} error={refused['expiresOn']} onChange={({ currentTarget }) => onChange({ expiresOn: currentTarget.value })} />
      <TagsInput label={say('tags')} description={say('tagsHint')} maxTags={30} maxLength={50} value={[...form.tags]} error={refused['tags']} onChange={(tags) => onChange({ tags })} />
      <TagsInput label={say('legalReferences')} description={say('legalHint')} maxTags={30} maxLength={300} splitChars={[]} value={[...form.legalReferences]} error={refused['legalReferences']} onChange={(legalReferences) => onChange({ legalReferences })} />
      <Checkbox label={say('approvalRequired')} checked={form.approvalRequired} onChange={({ currentTarget }) => onChange({ approvalRequired: currentTarget.checked })} />
    </>
  );
}

/** In what somebody else changed the document since the form was opened. */
function Theirs({ theirs, base }: { theirs: DocumentForm; base: DocumentForm }) {
  const say = useTexts(documentText);
  const word = useTexts(documentWords);
  const names = { name: say('name'), category: say('category'), tags: say('tags'), legalReferences: say('legalReferences'), expiresOn: say('expires'), approvalRequired: say('approvalRequired') };
  const valueOf = (field: keyof DocumentForm) => {
    const value = theirs[field];
    if (field === 'category') return word(theirs.category);
    return typeof value === 'boolean' ? say(value ? 'yes' : 'no') : (Array.isArray(value) ? value.join(', ') : String(value)) || say('none');
  };
  return (
    <Alert color="yellow" role="alert" title={say('stale')}>
      {say('staleHint')}
      {differing(base, theirs).map((field) => <div key={field}>{say('theirs', { field: names[field], value: valueOf(field) })}</div>)}
    </Alert>
  );
}
