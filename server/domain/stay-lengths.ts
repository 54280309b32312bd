/** How long stays lasted, in classes: each goes from one of these to the next, the last one has no end. In minutes. */
export const LENGTH_EDGES_MINUTES = [0, 15, 30, 60, 120, 240, 480, 720, 1440] as const;
