export { assetsService } from './service.ts';
