import { type CountryCode, getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Contact } from '../../app/enrol-drivers.ts';
import { phoneCountry } from '../../app/phone-country.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { DomainError } from '../../domain/errors.ts';

/** A phone number as E.164. Only a number with its country code is unambiguous; a national one is of the country given. */
export function toE164(text: string, country: CountryCode | null = null): string {
  const parsed = parsePhoneNumberFromString(text.trim(), {
    ...(country === null ? {} : { defaultCountry: country }),
    extract: false,
  });
  if (parsed?.isPossible() && !parsed.ext) return parsed.number;
  throw new DomainError(
    'invalid-request',
    country === null
      ? 'phone: must be a phone number with its country code, such as +919812345678; without it where the lot has a country'
      : `phone: must be a phone number of ${country}, or one with its country code`,
  );
}

/** A phone number that staff state, national or not, as E.164; `lot` is the lot the request is about. */
export async function statedPhone(unitOfWork: UnitOfWork, text: string, lot?: string): Promise<string> {
  if (text.trim().startsWith('+')) return toE164(text);
  const country = await phoneCountry(unitOfWork, lot);
  return toE164(text, country !== null && isSupportedCountry(country) ? country : null);
}

/** Every country that a lot may be in, ISO 3166. */
export function telephoneCountries(): string[] {
  return getCountries();
}

/** Refuses what is two letters and no country: numbers would be refused later, and nobody would know why. */
export function checkCountry(country: string | null | undefined): void {
  if (country && !isSupportedCountry(country))
    throw new DomainError('invalid-request', `country: ${country} is no country of ISO 3166 with telephones`);
}

/** A driver whom staff name by a phone number, as E.164. */
export function contactOf(e164: string): Contact {
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
