import { Alert, List, Text } from '@mantine/core';
import type { PlanView } from '../../../../../shared/live/board-events.ts';
import { words as shared } from '../words.ts';
import { type Draft, movedBetween } from './draft.ts';
import { words } from './words.ts';

const mostNamed = 20;

interface PlanConflictProps {
  /** As it was when this page's changes began to be out of date. */
  before: PlanView;
  plan: PlanView;
  draft: Draft;
  onClose: () => void;
}

/** Tells the second of two what the first has changed on the plan. */
export function PlanConflict({ before, plan, draft, onClose }: PlanConflictProps) {
  const theirs = movedBetween(before.places, plan.places);
  const both = theirs.filter((code) => code in draft);
  const named = (codes: readonly string[]) =>
    codes.length > mostNamed ? `${codes.slice(0, mostNamed).join(', ')} …` : codes.join(', ');
  const isOther = before.image?.sha256 !== plan.image?.sha256;
  return (
    <Alert
      color="orange"
      role="alert"
      title={shared.conflict}
      withCloseButton
      closeButtonLabel={words.leave}
      onClose={onClose}
      data-testid="plan-conflict"
    >
      <List size="sm">
        {isOther && <List.Item>{words.theirPicture}</List.Item>}
        {theirs.length > 0 && <List.Item>{words.theirs(named(theirs))}</List.Item>}
        {both.length > 0 && <List.Item>{words.both(named(both))}</List.Item>}
      </List>
      <Text size="sm">{words.keptHere}</Text>
    </Alert>
  );
}
