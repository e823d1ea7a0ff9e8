import Docxtemplater from 'docxtemplater';
import { boundedZip } from './bounded-template.ts';
import { malformed, TemplateFault } from './template-fault.ts';

/** A path of fields and nothing else: no expression, no loop, no condition. */
export const variableName = /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+){0,3}$/;

/**
 * Puts text in the places of a DOCX, `{plant.code}`.
 *
 * @param textOf what to put in the place of a variable
 * @returns the DOCX, and the variables in the order in which they were met
 */
export function fillDocx(bytes: Buffer, textOf: (name: string) => string): { bytes: Buffer; variables: string[] } {
  const variables = new Set<string>();
  const parser = (tag: string) => ({
    get: (_scope: unknown, { meta }: { meta?: { part?: { module?: string } } }) => {
      // A loop, a condition or raw XML, which text of a task would break out of.
      if (meta?.part?.module) throw malformed(`{${tag}} is used as more than a place for text.`);
      variables.add(tag);
      return textOf(tag);
    },
  });
  const zip = boundedZip(bytes);
  try {
    const docx = new Docxtemplater(zip, { parser: (tag) => parser(plain(tag)), linebreaks: true, errorLogging: false });
    docx.render({});
    return { bytes: docx.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' }), variables: [...variables] };
  } catch (error) {
    if (error instanceof TemplateFault) throw error;
    throw causeOf(error) ?? malformed('The braces of the DOCX do not match, or it is damaged.');
  }
}

function plain(tag: string): string {
  const name = tag.trim();
  if (!variableName.test(name)) throw malformed(`{${name.slice(0, 80)}} is no variable: name a field, such as {plant.code}.`);
  return name;
}

/** Docxtemplater gathers what its parser throws. */
function causeOf(error: unknown): TemplateFault | undefined {
  const { properties } = (error ?? {}) as { properties?: { errors?: { properties?: { rootError?: unknown } }[]; rootError?: unknown } };
  return [properties?.rootError, ...(properties?.errors ?? []).map((each) => each.properties?.rootError)].find((cause) => cause instanceof TemplateFault);
}
