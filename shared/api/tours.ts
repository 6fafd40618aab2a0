/** The guides that are shown once: of the pane, of the playground, of the pages. */
import { z } from 'zod'

export const Tour = z.enum(['pane', 'playground', 'pages'])
export type Tour = z.infer<typeof Tour>

export const ToursSeen = z.object({ seen: z.array(Tour) })
export type ToursSeen = z.infer<typeof ToursSeen>
