import { bootstrapService } from '@liaison/service-kit';
import { scheduling } from './scheduling.service.js';

await bootstrapService(scheduling);
