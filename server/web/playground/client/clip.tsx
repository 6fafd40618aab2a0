/** A paper clip, drawn: not every system has the sign among its fonts. */
export const Clip = () => (
  <svg class="clip" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
    <path d="M12.5 7.5 7.7 12.3a3 3 0 0 1-4.2-4.2l5.3-5.3a2 2 0 0 1 2.8 2.8l-5.2 5.2a1 1 0 0 1-1.4-1.4l4.7-4.7" />
  </svg>
)
