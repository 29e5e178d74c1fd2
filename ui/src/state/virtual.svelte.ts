import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

interface Needs {
  count: number;
  keyOf: (index: number) => string;
  /** Height before it was measured. */
  guess: (index: number) => number;
  /** Kept even out of sight: what has the focus must not go. */
  keep: readonly number[];
  /** Height of what stands above the rows and stays in sight. */
  above: number;
  /** What the heights go by: with another one, those that were measured are no longer true. */
  heights: string;
}

/** The rows in sight, of any number: TanStack's virtualizer with runes. */
export class VirtualRows {
  items: VirtualItem[] = $state.raw([]);
  height = $state(0);
  #scroller: HTMLElement | null = null;
  #keep: readonly number[] = [];
  #heights: string | null = null;
  readonly #virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => this.#scroller,
    estimateSize: () => 0,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: 8,
    // Measured heights come a frame later instead of within the observer's own round.
    useAnimationFrameWithResizeObserver: true,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      const kept = this.#keep.filter((row) => row >= 0 && row < range.count);
      return [...new Set([...rows, ...kept])].sort((a, b) => a - b);
    },
    onChange: () => this.#read(),
  });

  mount(scroller: HTMLElement): () => void {
    this.#scroller = scroller;
    const unmount = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.#read();
    return () => {
      unmount();
      this.#scroller = null;
    };
  }

  update({ count, keyOf, guess, keep, above, heights }: Needs): void {
    this.#keep = keep;
    this.#virtualizer.setOptions({
      ...this.#virtualizer.options,
      count,
      getItemKey: keyOf,
      estimateSize: guess,
      scrollMargin: above,
      scrollPaddingStart: above,
    });
    if (this.#heights !== null && this.#heights !== heights) this.#virtualizer.measure();
    this.#heights = heights;
    this.#virtualizer._willUpdate();
    this.#read();
  }

  readonly measure = (node: HTMLElement): (() => void) => {
    this.#virtualizer.measureElement(node);
    return () => this.#virtualizer.measureElement(null);
  };

  show(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  #read(): void {
    this.items = this.#virtualizer.getVirtualItems();
    this.height = this.#virtualizer.getTotalSize();
  }
}
