/** A window of its own: a sign-in page must show its address, and refuses to be framed. */

const PATH = '/signin'
const LOOK = 500

/** Calls back when the window has gone, or shows another page of ours: then one is signed in, and it is closed. */
export function signIn(done: () => void): void {
  const opened = window.open(PATH, 'ficha-signin', 'popup,width=480,height=640')
  // Some Outlooks open the browser instead and tell nothing: there, coming back to the pane asks again.
  if (!opened) return
  const timer = setInterval(() => {
    if (!opened.closed && !hasLeft(opened)) return
    clearInterval(timer)
    opened.close()
    done()
  }, LOOK)
}

/** While the organisation's own sign-in page is in the window, nothing of it may be read. */
function hasLeft(opened: Window): boolean {
  try {
    const { origin, pathname } = opened.location
    return origin === location.origin && pathname !== PATH
  } catch {
    return false
  }
}
