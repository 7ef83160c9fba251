package dev.sluice.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a catalogue: values by the path of their field. A column of a CSV is its own path; the
 * field {@code colour} in the object {@code attributes} of a JSON row is {@code attributes.colour}.
 *
 * @param name the file and row, for reports
 * @param fields in the order of the file; empty values are left out
 */
record CatalogueRow(String name, Map<String, List<String>> fields) {
  CatalogueRow {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
