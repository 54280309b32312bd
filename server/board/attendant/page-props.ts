import type { BoardSnapshot, PlanView, SlotView } from '../../../shared/live/board-events.ts';

/** What every page of a lot is given. */
export interface PageProps {
  lot: BoardSnapshot['lot'];
  /** Live, in the order of the lot. */
  slots: readonly SlotView[];
  plan: PlanView;
  /** How far the server's clock is ahead of the browser's. */
  skewMs: number;
  /** Of each controller that something happened with, how often: whoever shows it reads it again. */
  controllerMoves: ReadonlyMap<string, number>;
  onOpenSlot: (code: string) => void;
}
