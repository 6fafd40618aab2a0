/** The link by which one joins a video meeting. Pure. */

/** Hosts of meetings, and where theirs have no host of their own, the paths. */
const MEETINGS = [
  /^teams\.(?:microsoft|live|cloud\.microsoft)(?:\.com|\.us)?\/(?:l\/meetup-join|meet|dl\/launcher|_#\/l\/meetup-join)/,
  /^(?:gov\.|dod\.)?teams\.microsoft\.us\/l\/meetup-join/,
  /^meet\.google\.com\/[a-z]|^g\.co\/meet\//,
  /^(?:[\w-]+\.)*zoom(?:gov)?\.(?:us|com|com\.cn)\/(?:j|w|my|s|wc)\//,
  /^(?:[\w-]+\.)*webex\.com\/(?:meet|join|[\w-]+\/j\.php|[\w.-]+\/meet|wbxmjs|webappng|m\/|[\w-]+\/e\.php)/,
  /^(?:[\w-]+\.)*(?:meet\.jit\.si|8x8\.vc|jitsi\.[\w-]+\.[a-z]+)\/[^/\s]/,
  /^(?:[\w-]+\.)?whereby\.com\/[^/\s]/,
  /^(?:meet|global|app)\.goto(?:meeting)?\.com\/|^(?:[\w-]+\.)?gotomeeting\.com\/join\//,
  /^(?:meet\.)?lync\.com\/|^(?:join\.)?skype\.com\/|^join\.skype\.com\//,
  /^(?:[\w-]+\.)?bluejeans\.com\/\d|^(?:v\.)?ringcentral\.com\/join\/|^(?:[\w-]+\.)?chime\.aws\/\d/,
  /^(?:[\w-]+\.)*bigbluebutton\.[\w.-]+\/|^meet\.starleaf\.com\/|^(?:[\w-]+\.)?livestorm\.co\/|^(?:[\w-]+\.)?demodesk\.com\//,
]

const LINK = /https:\/\/[^\s<>"'\\]{4,2000}/gi

/** An https link, without what sentences put behind one; null for any other. */
export function httpsLink(raw: string | null): string | null {
  const text = raw?.trim() ?? ''
  if (!/^https:\/\//i.test(text) || text.length > 2000) return null
  try {
    const { protocol, username, password, href } = new URL(text)
    return protocol === 'https:' && username === '' && password === '' ? href : null
  } catch {
    return null
  }
}

/** The first link of a known video service in a text or in HTML. */
export function meetingLinkIn(text: string | null): string | null {
  for (const [raw] of (text ?? '').slice(0, 200_000).matchAll(LINK)) {
    const link = httpsLink(unwrapped(raw.replaceAll('&amp;', '&').replace(/[).,;:!?\]}>]+$/, '')))
    if (link !== null && MEETINGS.some((meeting) => meeting.test(link.slice('https://'.length)))) return link
  }
  return null
}

/** Microsoft's and Google's redirectors say where they lead. */
function unwrapped(link: string): string {
  if (!/^https:\/\/(?:[\w-]+\.safelinks\.protection\.outlook\.com|www\.google\.com\/url)/i.test(link)) return link
  try {
    const { searchParams } = new URL(link)
    return searchParams.get('url') ?? searchParams.get('q') ?? link
  } catch {
    return link
  }
}
