import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json' with { type: 'json' };
import { DomainError } from '../../domain/errors.ts';

/** A phone number as E.164. Only a number with its country code is unambiguous. */
export function toE164(text: string): string {
  const parsed = parsePhoneNumberFromString(text.trim(), metadata);
  if (!parsed?.isPossible()) {
    throw new DomainError('invalid-request', 'phone: must be a phone number with its country code, such as +919812345678');
  }
  return parsed.number;
}
