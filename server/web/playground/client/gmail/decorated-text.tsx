import type { ComponentChildren } from 'preact'
import type { Widget } from '../../../../../addin-gmail/card-types.ts'
import { CardButton } from './buttons.tsx'
import { Clickable, canClick } from './clickable.tsx'
import { CardIcon } from './icon.tsx'
import { SmallHtml } from './small-html.tsx'
import { SwitchControl } from './switch-control.tsx'

type Decorated = NonNullable<Widget['decoratedText']>

/** The label above is cut, the one below wraps; the text wraps where it is told to. As the reference says of each. */
export function DecoratedText({ decorated }: { decorated: Decorated }) {
  const { startIcon, icon, endIcon, button, switchControl, onClick } = decorated
  const lines = <Lines decorated={decorated} />
  const content = (
    <>
      {(startIcon ?? icon) && (
        <span class={`gm-start is-${decorated.startIconVerticalAlignment?.toLowerCase() ?? 'top'}`}>
          <CardIcon icon={startIcon ?? icon} />
        </span>
      )}
      {lines}
    </>
  )
  return (
    <div class="gm-decorated">
      {onClick && canClick(onClick) ? (
        <Clickable class="gm-decorated-main is-clickable" onClick={onClick}>
          {content}
        </Clickable>
      ) : (
        <div class="gm-decorated-main">{content}</div>
      )}
      {endIcon && (
        <span class="gm-end">
          <CardIcon icon={endIcon} />
        </span>
      )}
      {button && <CardButton button={button} />}
      {switchControl && <SwitchControl control={switchControl} label={decorated.text ?? decorated.topLabel ?? ''} />}
    </div>
  )
}

function Lines({ decorated }: { decorated: Decorated }): ComponentChildren {
  const { topLabel, topLabelText, text, contentText, bottomLabel, bottomLabelText, wrapText } = decorated
  const [top, middle, bottom] = [
    topLabelText?.text ?? topLabel,
    contentText?.text ?? text,
    bottomLabelText?.text ?? bottomLabel,
  ]
  return (
    <span class="gm-lines" dir="auto">
      {top && (
        <span class="gm-label is-cut">
          <SmallHtml text={top} />
        </span>
      )}
      <span class={wrapText ? 'gm-wrap' : 'is-cut'}>
        <SmallHtml text={middle} />
      </span>
      {bottom && (
        <span class="gm-label gm-wrap">
          <SmallHtml text={bottom} />
        </span>
      )}
    </span>
  )
}
