/** What all modes of the CLI share: one fleet, its scenario, a refused credential, a clean end. */
import { Board } from '../board.ts';
import type { BoardOptions } from '../board-options.ts';
import type { BoardChange } from '../board-snapshot.ts';
import { realClock } from '../clock.ts';
import { Fleet } from '../fleet.ts';
import type { LinkProblem } from '../link.ts';
import { movements, SCENARIOS, type ScenarioName } from '../scenarios.ts';

export interface Session {
  readonly fleet: Fleet;
  /** Ends the session with this exit code: boards say goodbye first. */
  end(code: number): void;
  /** The exit code, once every board has said goodbye. */
  readonly ended: Promise<number>;
}

export interface SessionHandlers {
  change(board: Board, change: BoardChange): void;
  /** The broker refuses a board that was never online: a wrong id or secret, which no waiting mends. */
  refused(board: Board, problem: LinkProblem): void;
}

export interface Traffic {
  readonly scenario: ScenarioName;
  readonly seed: number;
}

export function openSession(boards: readonly BoardOptions[], traffic: Traffic, handlers: SessionHandlers): Session {
  const fleet = new Fleet(boards.map((options) => new Board(options)));
  const everOnline = new Set<Board>();
  let ending = false;
  let settle: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    settle = resolve;
  });
  let stopTraffic = (): void => {};
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    stopTraffic();
    void fleet.stop().finally(() => settle(code));
  };

  fleet.onChange((board, change) => {
    if (ending) return;
    if (change.type === 'online') everOnline.add(board);
    handlers.change(board, change);
    if (change.type !== 'problem' || everOnline.has(board)) return;
    if (change.problem.kind !== 'refused' && change.problem.kind !== 'denied') return;
    handlers.refused(board, change.problem);
    end(1);
  });
  fleet.powerOn();
  const names = fleet.places.map((place) => place.name);
  stopTraffic = fleet.play(movements(SCENARIOS[traffic.scenario], names, traffic.seed), realClock);
  return { fleet, end, ended };
}

export function refusal(board: Board, problem: LinkProblem): string {
  return problem.kind === 'denied'
    ? `The broker does not let controller ${board.id} subscribe: is it in lot ${board.lot}, with the slots ${board.slots.join(', ')}?`
    : `The broker does not accept controller ${board.id} with this secret (${problem.detail}).`;
}

export function problemLine(board: Board, url: string, problem: LinkProblem): string {
  switch (problem.kind) {
    case 'unreachable':
      return `${board.id}: cannot reach ${url} (${problem.detail}); trying again`;
    case 'lost':
      return `${board.id}: connection lost (${problem.detail}); connecting again`;
    case 'refused':
    case 'denied':
      return `${board.id}: refused by the broker (${problem.detail}); trying again`;
  }
}
