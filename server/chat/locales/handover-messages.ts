import type { Args, YesNo } from './message-arguments.ts';

/** What is said when a person takes over, and when Parkwire answers again. */
export interface HandoverMessages {
  'handed-over': Args<'lot' | 'contact'> & { hasContact: YesNo; isOpen: YesNo };
  'bot-again': Args<'answer'>;
  'handed-back': Args<'lot'>;
  'handover-lapsed': Args<'lot' | 'contact'> & { hasContact: YesNo };
}
