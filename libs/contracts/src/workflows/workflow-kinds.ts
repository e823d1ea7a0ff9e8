import { z } from 'zod';

export const workflowPurposes = ['Complete Activation', 'Specific Process', 'Recurring Compliance', 'Custom', 'Phase Component'] as const;
export const WorkflowPurpose = z.enum(workflowPurposes);
export type WorkflowPurpose = z.infer<typeof WorkflowPurpose>;

/** In the order in which a plant goes through them. */
export const workflowPhases = ['Design', 'Connection', 'Registration', 'Fiscal'] as const;
export const WorkflowPhase = z.enum(workflowPhases);
export type WorkflowPhase = z.infer<typeof WorkflowPhase>;

export const workflowTypes = ['STANDARD_REGISTRATION', 'SIMPLIFIED_REGISTRATION', 'ENERGY_COMMUNITY', 'CUSTOM', 'COMPOSITE'] as const;
export const WorkflowType = z.enum(workflowTypes);
export type WorkflowType = z.infer<typeof WorkflowType>;

export const priorities = ['High', 'Medium', 'Low'] as const;
export const Priority = z.enum(priorities);
export type Priority = z.infer<typeof Priority>;

/** The name of something within a template, and of the template itself. */
export const TemplateCode = z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
export type TemplateCode = z.infer<typeof TemplateCode>;
