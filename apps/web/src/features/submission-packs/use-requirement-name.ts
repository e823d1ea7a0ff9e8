import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { missingDocuments } from '../../vocabulary/linked-documents.api.ts';
import { workflowWords } from '../../vocabulary/workflow-words.ts';

/** What a required document is called in the language of who reads, and how it stands with it, by what the API points at: `/documents/permit`. */
export function useRequirementName(plantId: string): (pointer: string) => string | undefined {
  const locale = useLocale();
  const word = useTexts(workflowWords);
  const { data } = useQuery(missingDocuments(plantId));
  return (pointer) => {
    const found = data?.items.find(({ code }) => pointer === `/documents/${code}`);
    return found && `${found.title[locale]}: ${word(found.status)}`;
  };
}
