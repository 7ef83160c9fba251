package dev.sluice.document;

/** What a document is: one article of a catalogue, or a page of prose. */
public enum DocumentKind {
  /** An article: title, brand, attributes, price. Its attributes are searched as fields. */
  PRODUCT,
  /** Prose: policies, guides, answers. Its sections are searched one by one. */
  PAGE
}
