import type { Args, Balance, None, YesNo } from './message-arguments.ts';

/** The texts for staff, and what each is given. */
export interface StaffMessages {
  'staff-linked': Args<'login'> & { mayAct: YesNo };
  'staff-link-refused': { isThrottled: YesNo };
  'staff-help': Args<'login'> & { mayAct: YesNo; hasAlerts: YesNo };
  'staff-forbidden': None;
  'staff-board': Args<'lot' | 'groups' | 'strange' | 'over' | 'lost'> & {
    hasStrange: YesNo;
    hasOver: YesNo;
    hasLost: YesNo;
  };
  'staff-board.group': Args<'state' | 'codes', 'count'>;
  'staff-slot': Args<'slot' | 'state' | 'driver' | 'phone' | 'plate' | 'since' | 'cost' | 'reference' | 'span'> & {
    hasDriver: YesNo;
    hasPhone: YesNo;
    hasPlate: YesNo;
    hasStay: YesNo;
    isOver: YesNo;
    hasBooking: YesNo;
  };
  'staff-plate': Args<'plate' | 'lines', 'count'>;
  'staff-slot-unknown': Args<'slot' | 'lot'>;
  'staff-which-lot': Args<'lots' | 'example'>;
  'staff-ask-out': Args<'slot' | 'driver' | 'since' | 'cost'> & { hasDriver: YesNo };
  'staff-ask-cancel': Args<'slot' | 'driver' | 'reference'>;
  'staff-ask-top-up': Args<'driver' | 'phone' | 'added'> & Balance;
  'staff-dropped': None;
  'staff-number': None;
  'staff-changed': Args<'slot'>;
  'staff-in': Args<'slot' | 'driver'> & { hasDriver: YesNo };
  'staff-in-needless': Args<'slot'>;
  'staff-out': Args<'slot'>;
  'staff-nothing-there': Args<'slot' | 'state'>;
  'staff-cancelled': Args<'slot' | 'reference'>;
  'staff-topped-up': Args<'driver' | 'added'> & Balance;
  'staff-driver-unknown': Args<'phone'> & { isSeveral: YesNo };
  'staff-amount-refused': None;
  'staff-refused': Args<'code'>;
  'staff-alerts': { isOn: YesNo };
  'staff-alert-cars': Args<'lot' | 'cars', 'count'>;
  'staff-alert-cars.car': Args<'slot' | 'since'>;
  'staff-alert-controllers': Args<'lot' | 'controllers', 'count'>;
  'staff-alert-rollout': Args<'lot' | 'controller'>;
  'staff-alert-dispute': Args<'number' | 'driver' | 'charge' | 'words'> & { hasWords: YesNo };
  'staff-decided': Args<'number' | 'refunded'> & { isRefunded: YesNo };
  'staff-seen': Args<'slot'>;
  'staff-which-alert': Args<'names' | 'word' | 'first'>;
  'staff-no-alert': Args<'word'>;
}
