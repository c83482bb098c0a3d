import { WengertGraphElement } from './wengert-graph.ts';

export type {
  AnswerDetail,
  ChangeDetail,
  ErrorDetail,
  GraphState,
  StepDetail,
  WengertEventMap,
} from './events.ts';
export { VERSION as version } from './version.ts';
export { WengertGraphElement };

const NAME = 'wengert-graph';

// A page may load this script twice, and a server may import it.
if (globalThis.customElements !== undefined && customElements.get(NAME) === undefined)
  customElements.define(NAME, WengertGraphElement);

declare global {
  interface HTMLElementTagNameMap {
    'wengert-graph': WengertGraphElement;
  }
}
