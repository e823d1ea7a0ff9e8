import type { SniffResult, UploadMediaType } from '@kairos/contracts';

const separated: UploadMediaType[] = ['text/csv', 'application/vnd.ms-excel', 'text/tab-separated-values'];
const mediaTypesOf: Record<SniffResult['format']['value'], readonly UploadMediaType[]> = {
  csv: separated,
  'json-lines': ['application/jsonl', 'application/x-ndjson'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
};
const packed: readonly UploadMediaType[] = ['application/gzip', 'application/x-gzip'];

/** Whether a tenant takes files of what this one turned out to be, whatever its sender called it. */
export function isFormatAllowed({ format, compression }: Pick<SniffResult, 'format' | 'compression'>, allowed: readonly string[]): boolean {
  const types: readonly string[] = compression.value === 'gzip' ? packed : mediaTypesOf[format.value];
  return allowed.includes('application/octet-stream') || types.some((type) => allowed.includes(type));
}
