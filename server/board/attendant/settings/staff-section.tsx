import { Button, Group, Skeleton, Switch, Table } from '@mantine/core';
import { useContext, useState } from 'react';
import type { StaffMemberView } from '../../../../shared/http/staff.ts';
import { ApiError } from '../../api-client.ts';
import { usePolled } from '../../live/use-polled.ts';
import { confirm, tellDone, tellFailure } from '../feedback.tsx';
import classes from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { type Role, StaffContext } from '../staff.ts';
import { WideTable } from '../wide-table.tsx';
import { AddStaffDialog } from './add-staff-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { changeStaff, fetchStaff, resetPassword } from './staff-api.ts';
import { StaffRow } from './staff-row.tsx';
import { words } from './staff-words.ts';

const pollMs = 30_000;

interface Drawn {
  readonly login: string;
  readonly password: string;
}

/** Who may sign in, and as what. Retired ones stay in sight of whoever asks for them. */
export function StaffSection({ lot, skewMs }: PageProps) {
  const { value: staff, reload } = usePolled(fetchStaff, '', pollMs);
  const [isAdding, setAdding] = useState(false);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [withRetired, setWithRetired] = useState(false);
  const me = useContext(StaffContext);
  const retired = staff?.filter(({ retiredAt }) => retiredAt !== null) ?? [];
  const shown = [...(staff?.filter(({ retiredAt }) => retiredAt === null) ?? []), ...(withRetired ? retired : [])];

  /** Does it and says so; refusals are told in the words of the page. */
  async function act(work: () => Promise<unknown>, done?: string): Promise<void> {
    try {
      await work();
      if (done !== undefined) tellDone(done);
    } catch (error) {
      const isLast = error instanceof ApiError && error.code === 'last-admin';
      tellFailure(isLast ? new Error(words.lastAdmin) : error);
    }
    reload();
  }

  async function giveRole({ id, login }: StaffMemberView, role: Role): Promise<void> {
    const text = words.roleQuestion(login, words.roles[role]);
    if (!(await confirm({ title: words.changeRole, text, yes: words.changeRole }))) return;
    await act(() => changeStaff(id, { role }), words.roleChanged(login, words.roles[role]));
  }

  async function retire({ id, login }: StaffMemberView): Promise<void> {
    const question = { title: words.retire, text: words.retireQuestion(login), yes: words.retire };
    if (!(await confirm({ ...question, isDangerous: true }))) return;
    await act(() => changeStaff(id, { retired: true }), words.isRetired(login));
  }

  async function drawPassword({ id, login }: StaffMemberView): Promise<void> {
    const question = { title: words.password, text: words.passwordQuestion(login), yes: words.password };
    if (!(await confirm({ ...question, isDangerous: true }))) return;
    await act(async () => setDrawn({ login, password: await resetPassword(id) }));
  }

  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="staff">
      <Group justify="space-between">
        <h2 className={classes['heading']}>{words.heading}</h2>
        <Group>
          {retired.length > 0 && (
            <Switch
              label={words.showRetired(retired.length)}
              checked={withRetired}
              onChange={(event) => setWithRetired(event.currentTarget.checked)}
              data-testid="show-retired"
            />
          )}
          <Button onClick={() => setAdding(true)} data-testid="add-staff">
            {words.add}
          </Button>
        </Group>
      </Group>
      {staff === null && <Skeleton height="10rem" radius="md" role="status" aria-label={words.loading} />}
      {staff !== null && (
        <WideTable label={words.heading} minWidth={300}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.login}</Table.Th>
              <Table.Th>{words.role}</Table.Th>
              <Table.Th visibleFrom="sm">{words.signedIn}</Table.Th>
              <Table.Th ta="end">{words.actions}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((member) => (
              <StaffRow
                key={member.id}
                member={member}
                isMe={member.login === me?.login}
                timeZone={lot.timeZone}
                skewMs={skewMs}
                onRole={(role) => void giveRole(member, role)}
                onRetire={() => void retire(member)}
                onBringBack={() =>
                  void act(() => changeStaff(member.id, { retired: false }), words.isBack(member.login))
                }
                onPassword={() => void drawPassword(member)}
              />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      {isAdding && (
        <AddStaffDialog
          onClose={() => setAdding(false)}
          onAdded={(login, password) => {
            setAdding(false);
            setDrawn({ login, password });
            reload();
          }}
        />
      )}
      {drawn !== null && <PasswordDialog {...drawn} onClose={() => setDrawn(null)} />}
    </section>
  );
}
