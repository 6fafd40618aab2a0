// Preloaded into what our commands run: a launcher killed with SIGKILL cannot forward anything, and must leave no orphan.
const parent = process.ppid

const timer = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(timer)
  process.kill(process.pid, 'SIGTERM')
}, 1_000).unref()
