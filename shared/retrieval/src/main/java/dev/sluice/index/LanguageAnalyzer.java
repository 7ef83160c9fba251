package dev.sluice.index;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;

/** Takes the texts of each document apart by its language. Used by the writing thread only. */
final class LanguageAnalyzer extends DelegatingAnalyzerWrapper {
  private Language current = Language.ENGLISH; // of the document being added

  LanguageAnalyzer() {
    super(PER_FIELD_REUSE_STRATEGY);
  }

  /** From now on texts are of this language. */
  void speak(Language language) {
    current = language;
  }

  @Override
  protected Analyzer getWrappedAnalyzer(String field) {
    return Analysis.index(current);
  }
}
