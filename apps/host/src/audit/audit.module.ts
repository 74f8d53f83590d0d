import { Global, Module } from '@nestjs/common';
import { AuditAnchor } from './audit-anchor.js';
import { AuditService } from './audit.service.js';

@Global()
@Module({ providers: [AuditAnchor, AuditService], exports: [AuditAnchor, AuditService] })
export class AuditModule {}
