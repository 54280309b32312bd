import type { StaffReply, StaffSlot } from '../../../../server/chat/staff/staff-reply.ts';
import { HOUR, lots, MINUTE, NOW, reference, type SamplesOf } from './shared.ts';

const parked: StaffSlot = {
  code: 'A',
  state: 'occupied',
  driver: 'Asha',
  phone: '+919812345678',
  plate: 'KA01AB1234',
  stay: { since: NOW - HOUR, costMinor: 200, isOver: true },
  booking: { reference, startsAt: NOW - HOUR, endsAt: NOW - MINUTE },
};
const strange: StaffSlot = {
  code: 'B',
  state: 'attention',
  driver: null,
  phone: null,
  plate: null,
  stay: { since: NOW - HOUR, costMinor: null, isOver: false },
  booking: null,
};
const reserved: StaffSlot = { ...parked, code: 'C', state: 'reserved', stay: null };
const free: StaffSlot = { ...strange, code: 'D', state: 'free', stay: null };

/** What staff are told. */
export const STAFF_SAMPLES: SamplesOf<StaffReply['kind']> = {
  'staff-linked': (['admin', 'attendant', 'viewer'] as const).map((role) => ({
    kind: 'staff-linked',
    login: 'meera',
    role,
  })),
  'staff-link-refused': [true, false].map((isThrottled) => ({ kind: 'staff-link-refused', isThrottled })),
  'staff-help': [
    { kind: 'staff-help', login: 'meera', mayAct: true, hasAlerts: false },
    { kind: 'staff-help', login: 'meera', mayAct: false, hasAlerts: true },
  ],
  'staff-forbidden': [{ kind: 'staff-forbidden' }],
  'staff-board': [
    {
      kind: 'staff-board',
      lotName: 'Main',
      groups: [
        { state: 'attention', codes: ['B'] },
        { state: 'occupied', codes: ['A', 'E'] },
        { state: 'out-of-service', codes: ['H'] },
      ],
      strange: ['B'],
      over: ['A'],
      lost: ['esp32-a'],
    },
    {
      kind: 'staff-board',
      lotName: 'Main',
      groups: [{ state: 'free', codes: ['A', 'B'] }],
      strange: [],
      over: [],
      lost: [],
    },
  ],
  'staff-slot': [parked, strange, reserved, free].map((slot) => ({ kind: 'staff-slot', slot })),
  'staff-plate': [
    { kind: 'staff-plate', plate: '1234', found: [parked, reserved] },
    { kind: 'staff-plate', plate: '9999', found: [] },
  ],
  'staff-slot-unknown': [{ kind: 'staff-slot-unknown', slot: 'Z9', lotName: 'Main' }],
  'staff-which-lot': [{ kind: 'staff-which-lot', lots: lots.map(({ code }) => code), example: 'board main' }],
  'staff-ask-out': [parked, strange].map((slot) => ({ kind: 'staff-ask-out', slot, since: NOW - HOUR })),
  'staff-ask-cancel': [{ kind: 'staff-ask-cancel', slot: reserved, reference }],
  'staff-ask-top-up': [500, -500].map((balanceMinor) => ({
    kind: 'staff-ask-top-up',
    driver: 'Asha',
    phone: '+919812345678',
    amountMinor: 2000,
    balanceMinor,
  })),
  'staff-number': [{ kind: 'staff-number' }],
  'staff-dropped': [{ kind: 'staff-dropped' }],
  'staff-changed': [{ kind: 'staff-changed', slot: 'A' }],
  'staff-in': [parked, strange].map((slot) => ({ kind: 'staff-in', slot })),
  'staff-in-needless': [{ kind: 'staff-in-needless', slot: 'A' }],
  'staff-out': [{ kind: 'staff-out', slot: 'A' }],
  'staff-nothing-there': [{ kind: 'staff-nothing-there', slot: free }],
  'staff-cancelled': [{ kind: 'staff-cancelled', slot: 'C', reference }],
  'staff-topped-up': [2500, -500].map((balanceMinor) => ({
    kind: 'staff-topped-up',
    driver: 'Asha',
    amountMinor: 2000,
    balanceMinor,
  })),
  'staff-driver-unknown': [true, false].map((isSeveral) => ({
    kind: 'staff-driver-unknown',
    phone: '+919812345678',
    isSeveral,
  })),
  'staff-amount-refused': [{ kind: 'staff-amount-refused' }],
  'staff-refused': [{ kind: 'staff-refused', code: 'refund-too-large' }],
  'staff-alerts': [true, false].map((isOn) => ({ kind: 'staff-alerts', isOn })),
  'staff-alert-cars': [
    { kind: 'staff-alert-cars', lotName: 'Main', cars: [{ slot: 'B', since: NOW - 3 * MINUTE }] },
    {
      kind: 'staff-alert-cars',
      lotName: 'Main',
      cars: Array.from({ length: 14 }, (_, n) => ({ slot: `B${n}`, since: NOW - 3 * MINUTE })),
    },
  ],
  'staff-alert-controllers': [
    { kind: 'staff-alert-controllers', lotName: 'Main', controllers: ['esp32-a'] },
    { kind: 'staff-alert-controllers', lotName: 'Main', controllers: ['esp32-a', 'esp32-b'] },
  ],
  'staff-alert-rollout': [{ kind: 'staff-alert-rollout', lotName: 'Main', controller: 'esp32-a' }],
  'staff-alert-dispute': ['I was not there', ''].map((words) => ({
    kind: 'staff-alert-dispute',
    number: 'DP-7K3M9Q',
    driver: 'Asha',
    amountMinor: 300,
    words,
  })),
  'staff-decided': [300, 0].map((refundedMinor) => ({ kind: 'staff-decided', number: 'DP-7K3M9Q', refundedMinor })),
  'staff-seen': [{ kind: 'staff-seen', slot: 'B' }],
  'staff-which-alert': [{ kind: 'staff-which-alert', word: 'refund', names: ['DP-7K3M9Q', 'DP-8K3M9Q'] }],
  'staff-no-alert': [{ kind: 'staff-no-alert', word: 'refund' }],
};
