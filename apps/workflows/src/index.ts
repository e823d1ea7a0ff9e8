export { workflowsService } from './service.ts';
