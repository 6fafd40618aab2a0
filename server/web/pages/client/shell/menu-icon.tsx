export const MenuIcon = () => (
  <svg class="icon" viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">
    <path d="M2 4h12M2 8h12M2 12h12" />
  </svg>
)
