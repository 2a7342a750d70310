import { ProfilePage } from '../../shared/profile/profile-page.tsx'

export default function Page() {
  return <ProfilePage audience="operator" />
}
