import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Contact } from '../../app/enrol-drivers.ts';
import { DomainError } from '../../domain/errors.ts';

/** A phone number as E.164. Only a number with its country code is unambiguous. */
export function toE164(text: string): string {
  const parsed = parsePhoneNumberFromString(text.trim());
  if (!parsed?.isPossible()) {
    throw new DomainError(
      'invalid-request',
      'phone: must be a phone number with its country code, such as +919812345678',
    );
  }
  return parsed.number;
}

/** A driver whom staff name by phone number. */
export function contactOf(phone: string): Contact {
  const e164 = toE164(phone);
  return {
    channel: 'whatsapp',
    userId: e164,
    phone: e164,
    profileName: null,
    transport: 'twilio',
    ourAddress: null,
    byStaff: true,
  };
}
