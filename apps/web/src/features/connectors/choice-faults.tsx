import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OpenApiOperation } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { namedTwice } from './chosen-operations.calc.ts';
import { fromOpenApiText } from './from-openapi.text.ts';

const mostOperations = 100;

/** How many operations are chosen, and why they cannot be taken as they are. */
export function ChoiceFaults({ chosen, children }: { chosen: readonly OpenApiOperation[]; children: (sound: boolean) => ReactNode }) {
  const say = useTexts(fromOpenApiText);
  const twice = namedTwice(chosen);
  const fault = chosen.length > mostOperations ? say('tooMany') : twice.length > 0 ? say('twice', { names: twice.join(', ') }) : undefined;
  return (
    <>
      <Text role="status" c={fault === undefined ? undefined : 'var(--overdue)'}>{fault ?? say('chosen', { count: chosen.length })}</Text>
      {children(fault === undefined && chosen.length > 0)}
    </>
  );
}
