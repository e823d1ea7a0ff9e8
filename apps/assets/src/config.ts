import type { z } from 'zod';
import { ServiceConfig } from '@kairos/service-kit';

export const AssetsConfig = ServiceConfig;
export type AssetsConfig = z.infer<typeof AssetsConfig>;
