package dev.sluice.search;

import dev.sluice.index.IndexFields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.util.BytesRef;

/** The terms of a Lucene index; a term's frequency is that of the field that has it most often. */
final class LuceneTerms implements TermStatistics {
  private final IndexSearcher searcher;

  LuceneTerms(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  @Override
  public long size() {
    return searcher.getIndexReader().maxDoc();
  }

  @Override
  public int frequency(String term) throws IOException {
    int frequency = 0;
    for (String field : IndexFields.WORDS) {
      frequency = Math.max(frequency, searcher.getIndexReader().docFreq(new Term(field, term)));
    }
    return frequency;
  }

  @Override
  public int adjacent(String first, String second) throws IOException {
    int most = 0;
    for (String field : IndexFields.PROSE) {
      most = Math.max(most, searcher.count(new PhraseQuery(field, first, second)));
    }
    return most;
  }

  @Override
  public Map<String, Float> alike(String term, int edits) throws IOException {
    Map<String, Float> found = new HashMap<>();
    for (String field : IndexFields.PROSE) {
      Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), field);
      if (terms != null) {
        add(found, new FuzzyTermsEnum(terms, new Term(field, term), edits, 1, true));
      }
    }
    return found;
  }

  private static void add(Map<String, Float> found, FuzzyTermsEnum close) throws IOException {
    BoostAttribute closeness = close.attributes().addAttribute(BoostAttribute.class);
    for (BytesRef next = close.next(); next != null; next = close.next()) {
      float score = closeness.getBoost() + (float) Math.log1p(close.docFreq()) / 100;
      found.merge(next.utf8ToString(), score, Math::max);
    }
  }
}
