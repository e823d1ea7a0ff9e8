import type { OpenApiDocumentView } from '@kairos/contracts';
import { operationsOf, type AskedOperation } from './operations.calc.ts';
import { DocumentFault, isNode, parseDocument, textOf } from './parse-document.calc.ts';
import { References } from './references.calc.ts';
import { securitySchemesOf } from './security-schemes.calc.ts';
import { baseUrlOf } from './server-address.calc.ts';

export type { AskedOperation };

/**
 * What an OpenAPI document of version 3.0 or 3.1 offers to connectors. Nothing outside of its text is looked at.
 *
 * @param asked the operations to tell of; all unless told otherwise
 * @throws DocumentFault when it is none, or is too large, too deep or too entangled
 */
export function readOpenApi(text: string, asked?: readonly AskedOperation[]): OpenApiDocumentView {
  const root = parseDocument(text);
  const openapi = textOf(root.openapi);
  if (openapi === undefined || !/^3\.[01](\.\d{1,3})?$/.test(openapi)) throw new DocumentFault(root.swagger === undefined ? 'It is no OpenAPI document of version 3.0 or 3.1.' : 'Swagger 2 is not read: OpenAPI 3.0 and 3.1 are.');
  const info = isNode(root.info) ? root.info : {};
  const references = new References(root);
  const baseUrl = baseUrlOf(root.servers);
  const securitySchemes = securitySchemesOf(references, root, baseUrl);
  const told = (value: unknown): string => (textOf(value) ?? '').slice(0, 200);
  return { openapi, title: told(info.title), version: told(info.version), baseUrl, securitySchemes, operations: operationsOf(references, root, securitySchemes, asked) };
}
