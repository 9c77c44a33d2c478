import { bootstrapService } from '@liaison/service-kit';
import { billing } from './billing.service.js';

await bootstrapService(billing);
