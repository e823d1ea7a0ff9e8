import type { ApiProblem } from '../lib/problem.ts';
import { useTexts } from '../lib/use-texts.ts';
import { uploadText } from './upload.text.ts';

const known = {
  'document-too-large': 'tooLarge', 'document-empty': 'empty', 'document-type-not-allowed': 'typeNotAllowed', 'plan-limit-reached': 'storageFull', 'link-target-not-found': 'targetGone', unreachable: 'unreachable',
} as const;

/** Why a file was not stored, in the words of who reads; what only the API knows follows as it says it. */
export function useUploadProblem(): (problem: ApiProblem | undefined) => string {
  const say = useTexts(uploadText);
  return (problem) => {
    if (!problem) return say('broken');
    const said = known[problem.code as keyof typeof known];
    return said ? say(said) : problem.message;
  };
}
