import { staffRoutes } from '@sesame/contract/staff'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { Answered } from '../../../shared/looks.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'

/** A merchant has few people, so those with the role are picked from one page of the working ones. */
export function RoleMembers({ roleId }: { roleId: string }) {
  const text = useText('roles')
  const staff = useQueryOf(staffRoutes.listStaff, { query: { state: 'active', limit: 200 } })
  return (
    <Section title={text('members.of')}>
      <Answered query={staff}>
        {({ items }) => {
          const members = items.filter((person) => person.roles.some((role) => role.id === roleId))
          if (members.length === 0)
            return <Typography.Text type="secondary">{text('members.none')}</Typography.Text>
          return (
            <Flex wrap gap="4px 16px">
              {members.map((person) => (
                <Link key={person.id} to={`/m/staff/${person.id}`}>
                  {person.name}
                </Link>
              ))}
            </Flex>
          )
        }}
      </Answered>
    </Section>
  )
}
