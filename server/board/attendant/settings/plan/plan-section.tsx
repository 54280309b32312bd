import { Button, EmptyState, Stack } from '@mantine/core';
import { useState } from 'react';
import type { PlanView } from '../../../../../shared/live/board-events.ts';
import { confirm, tellDone, tellFailure } from '../../feedback.tsx';
import pageClasses from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { removePlan } from './api.ts';
import { PlanEditor } from './plan-editor.tsx';
import { UploadPlan } from './upload-plan.tsx';
import { words } from './words.ts';

/** The lot's floor plan: its picture, and the slots on it. */
export function PlanSection({ lot, slots, plan: live }: PageProps) {
  // What the server answered to a change made here may be ahead of what the live board has been told.
  const [answered, setAnswered] = useState<PlanView>(live);
  const plan = answered.version > live.version ? answered : live;
  const [isBusy, setBusy] = useState(false);

  async function remove(): Promise<void> {
    const question = { title: words.remove, text: words.removeQuestion, yes: words.remove, isDangerous: true };
    if (!(await confirm(question))) return;
    setBusy(true);
    try {
      await removePlan(lot.code, plan.version);
      tellDone(words.removed);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack data-testid="settings-plan">
      {plan.image !== null && (
        <PlanEditor
          lot={lot}
          image={plan.image}
          plan={plan}
          codes={slots.map(({ code }) => code).join(' ')}
          onSaved={setAnswered}
        />
      )}
      <section className={pageClasses['card']} aria-label={words.heading}>
        <Stack gap="sm">
          {plan.image === null && <EmptyState title={words.none} description={words.noneHint} py="md" />}
          <UploadPlan lot={lot.code} plan={plan} onUploaded={setAnswered}>
            {plan.image !== null && (
              <Button
                variant="default"
                c="var(--pw-error)"
                disabled={isBusy}
                data-testid="remove-plan"
                onClick={() => void remove()}
              >
                {words.remove}
              </Button>
            )}
          </UploadPlan>
        </Stack>
      </section>
    </Stack>
  );
}
