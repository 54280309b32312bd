import type { ChannelDirectory } from '../../app/channel-directory.ts';
import type { Contact } from '../../app/enrol-drivers.ts';
import type { ChannelKind } from '../../domain/channel.ts';

/** What is known of whoever writes by the number that they write to. */
export function numberOf(
  channels: ChannelDirectory,
  kind: ChannelKind,
  address: string | null,
): Pick<Contact, 'lotId' | 'isStaffNumber' | 'business'> {
  const business = channels.numbersOf(kind, address);
  const channel = channels.find(kind, address);
  if (!channel) return { business };
  return { business, lotId: channel.lotId, ...(channel.purpose === 'staff' && ({ isStaffNumber: true } as const)) };
}
