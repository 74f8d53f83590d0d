import { http } from './http-voice.js';
import { mysql } from './mysql-voice.js';
import { postgresql } from './postgresql-voice.js';
import { smtp } from './smtp-voice.js';
import { raw, type Voice } from './voice.js';

const voices = { raw, http, postgresql, mysql, smtp };

export type VoiceName = keyof typeof voices;

export function voiceOf(speaks: VoiceName | Voice = 'raw'): Voice {
  return typeof speaks === 'string' ? voices[speaks] : speaks;
}
