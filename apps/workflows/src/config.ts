import type { z } from 'zod';
import { ServiceConfig } from '@kairos/service-kit';

export const WorkflowsConfig = ServiceConfig;
export type WorkflowsConfig = z.infer<typeof WorkflowsConfig>;

/** The one place that reads the environment. */
export const environment = process.env;
