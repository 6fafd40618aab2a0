/** Links as the server or a mail names them: only those that cannot run anything are links. */

const SAFE = /^(https?:|tel:|mailto:|\/(?!\/))/i

export const safeHref = (href: string | null): string | null => (href && SAFE.test(href) ? href : null)

/** Ends before the punctuation of the sentence around it. */
const URLS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'’»])/g

/** Plain text with its web addresses as links. */
export const LinkedText = ({ text }: { text: string }) => (
  <>
    {text.split(URLS).map((part, index) =>
      // `split` puts what the pattern caught at the odd places.
      index % 2 === 0 ? (
        part
      ) : (
        <a key={index} href={part} target="_blank" rel="noopener noreferrer">
          {part}
        </a>
      ),
    )}
  </>
)
