import { createContext, useContext } from 'react';
import type { StaffSession } from '../api-client.ts';

const rank: Readonly<Record<string, number>> = { viewer: 1, attendant: 2, admin: 3 };
export type Role = 'viewer' | 'attendant' | 'admin';

/** Who is signed in. */
export const StaffContext = createContext<StaffSession | null>(null);

/**
 * Whether who is signed in has this role or one that includes it. It hides what would be refused; the server decides.
 */
export function useMay(role: Role): boolean {
  const staff = useContext(StaffContext);
  return staff !== null && (rank[staff.role] ?? 0) >= (rank[role] ?? 0);
}
