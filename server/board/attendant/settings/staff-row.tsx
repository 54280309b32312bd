import { ActionIcon, Badge, Group, Menu, NativeSelect, Table } from '@mantine/core';
import type { StaffMemberView } from '../../../../shared/http/staff.ts';
import { formatMoment } from '../../format.ts';
import { MoreIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { locale } from '../../texts.ts';
import type { Role } from '../staff.ts';
import { goTo } from '../view.ts';
import { words } from './staff-words.ts';

const roles: readonly Role[] = ['viewer', 'attendant', 'admin'];

interface StaffRowProps {
  member: StaffMemberView;
  isMe: boolean;
  timeZone: string;
  skewMs: number;
  onRole: (role: Role) => void;
  onRetire: () => void;
  onBringBack: () => void;
  onPassword: () => void;
}

/** One member of staff. */
export function StaffRow({ member, isMe, timeZone, skewMs, ...on }: StaffRowProps) {
  const { login, role, retiredAt, signedInAt } = member;
  const now = useNow() + skewMs;
  return (
    <Table.Tr data-testid={`staff-${login}`}>
      <Table.Td>
        <Group gap="xs">
          <strong>{login}</strong>
          {isMe && <Badge variant="light">{words.you}</Badge>}
          {retiredAt !== null && <Badge variant="default">{words.retired}</Badge>}
        </Group>
      </Table.Td>
      <Table.Td>
        {retiredAt === null ? (
          <NativeSelect
            aria-label={words.roleOf(login)}
            data={roles.map((value) => ({ value, label: words.roles[value] }))}
            value={role}
            onChange={(event) => on.onRole(event.currentTarget.value as Role)}
            data-testid="role"
          />
        ) : (
          words.roles[role]
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {signedInAt === null ? words.never : formatMoment(signedInAt, now, timeZone, locale)}
      </Table.Td>
      <Table.Td ta="end">
        <Menu position="bottom-end" withArrow>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={words.actionsFor(login)}
              data-testid="staff-actions"
            >
              <MoreIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => goTo('audit', login)} data-testid="staff-history">
              {words.history}
            </Menu.Item>
            {retiredAt === null && (
              <>
                <Menu.Item onClick={on.onPassword} data-testid="staff-password">
                  {words.password}
                </Menu.Item>
                <Menu.Item color="red" onClick={on.onRetire} data-testid="staff-retire">
                  {words.retire}
                </Menu.Item>
              </>
            )}
            {retiredAt !== null && (
              <Menu.Item onClick={on.onBringBack} data-testid="staff-bring-back">
                {words.bringBack}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
