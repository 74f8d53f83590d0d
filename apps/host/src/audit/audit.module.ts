import { Global, Module } from '@nestjs/common';
import { AuditAnchor } from './audit-anchor.js';
import { AuditReader } from './audit-reader.js';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditAnchor, AuditReader, AuditService],
  exports: [AuditAnchor, AuditService],
})
export class AuditModule {}
