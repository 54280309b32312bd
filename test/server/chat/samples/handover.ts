import type { SamplesOf } from './shared.ts';

/** A person takes over, and gives back. */
export const HANDOVER_SAMPLES: SamplesOf<'handed-over' | 'bot-again' | 'handed-back' | 'handover-lapsed'> = {
  'handed-over': [
    { kind: 'handed-over', lotName: 'Main', contact: null, isOpen: true },
    { kind: 'handed-over', lotName: 'Main', contact: 'Call the office', isOpen: false },
  ],
  'bot-again': [{ kind: 'bot-again', answer: { kind: 'menu', lotName: 'Main', welcome: null } }],
  'handed-back': [{ kind: 'handed-back', lotName: 'Main' }],
  'handover-lapsed': [
    { kind: 'handover-lapsed', lotName: 'Main', contact: null },
    { kind: 'handover-lapsed', lotName: 'Main', contact: 'Call the office' },
  ],
};
