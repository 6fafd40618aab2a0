/** How to join a video meeting is no part of what its invitation says. */
import { expect, it } from 'vitest'
import { dropJoinInfo } from '#server/intake/report/join-info.ts'

const RULE = '_'.repeat(60)
const TEAMS = [RULE, 'Microsoft Teams meeting', 'Join: https://teams.microsoft.com/l/1', 'Meeting ID: 123', RULE].join(
  '\n',
)
const GOOGLE =
  '-::~:~::~:~:~::-\nJoin with Google Meet: https://meet.google.com/abc\nPlease do not edit this section.\n-::~:~::~:~:~::-'
const ZOOM = 'Ana Ruiz is inviting you to a scheduled Zoom meeting.\n\nJoin: https://zoom.us/j/1\nPasscode: 1'

it.each([
  ['Teams', TEAMS],
  ['Meet', GOOGLE],
  ['Zoom', ZOOM],
])('of %s goes, and what somebody wrote stays', (_service, block) => {
  expect(dropJoinInfo(`Agenda:\n- prices\n\n${block}`)).toBe('Agenda:\n- prices')
  expect(dropJoinInfo(block)).toBe('')
})

it('keeps rules between what people wrote, and links within it', () => {
  const written = 'First part\n----------\nSecond part, see https://client.test/plan'
  expect(dropJoinInfo(written)).toBe(written)
  for (const block of [TEAMS, GOOGLE]) expect(dropJoinInfo(`${block}\nBring the offer`)).toBe('Bring the offer')
})
