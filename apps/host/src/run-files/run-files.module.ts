import { Module } from '@nestjs/common';
import { RunFilesService } from './run-files.service.js';

/** Files that runs made. */
@Module({ providers: [RunFilesService], exports: [RunFilesService] })
export class RunFilesModule {}
