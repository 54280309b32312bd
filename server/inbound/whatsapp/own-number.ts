import type { OpenChannel } from '../../app/channel-directory.ts';
import type { Contact } from '../../app/enrol-drivers.ts';

/** What is known of whoever writes by the number that they write to. */
export function numberOf(channel: OpenChannel | null): Pick<Contact, 'lotId' | 'isStaffNumber'> {
  if (!channel) return {};
  return { lotId: channel.lotId, ...(channel.purpose === 'staff' && ({ isStaffNumber: true } as const)) };
}
