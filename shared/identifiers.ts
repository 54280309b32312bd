import { z } from 'zod';

/** A slot's code as drivers type it: 1 to 8 capital letters and digits. */
export const slotCode = z.string().regex(/^[A-Z0-9]{1,8}$/, 'must be 1 to 8 of A-Z and 0-9');

/** A lot's short code; part of MQTT topics and URLs. */
export const lotCode = z
  .string()
  .regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -')
  // The protocol's place for boards that are not known yet.
  .refine((code) => code !== 'pending', 'is a word of the controller protocol');

/** A controller's id; it is also its MQTT client id and user name, unique in an installation. */
export const controllerId = z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -');

/** Random at each boot of a controller. */
export const bootId = z.string().regex(/^[0-9a-z]{8,32}$/, 'must be 8 to 32 of 0-9 and a-z');
