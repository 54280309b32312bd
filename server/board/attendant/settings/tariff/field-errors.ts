import { createContext, useContext } from 'react';
import { ApiError } from '../../../api-client.ts';

/** What the server found wrong, by the path of its field. */
export type FieldErrors = Readonly<Record<string, string>>;

export const ErrorsContext = createContext<FieldErrors>({});

/** What the server says of one field, such as `rates.0.name`. */
export const useErrorOf = (path: string): string | undefined => useContext(ErrorsContext)[path];

/** Of a quote the draft is a part, `tariff`. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path.replace(/^tariff\./, ''), message]));
}
