import type { Board } from '../../firmware-sim/board.ts';
import type { Hands } from './hands.ts';

/** Hands on a simulated board in this process. */
export class BoardHands implements Hands {
  readonly slackMs = 1500;
  readonly areQuick = true;
  private readonly board: Board;
  private readonly isNeverCut: boolean;

  constructor(board: Board, isNeverCut = false) {
    this.board = board;
    this.isNeverCut = isNeverCut;
  }

  async cover(slot: string): Promise<void> {
    this.board.carIn(slot);
  }

  async clear(slot: string): Promise<void> {
    this.board.carOut(slot);
  }

  async plug(): Promise<void> {
    this.board.powerOn();
  }

  async pull(): Promise<void> {
    if (this.isNeverCut) await this.board.stop();
    else this.board.powerOff();
  }

  async end(): Promise<void> {
    await this.board.stop();
  }
}
