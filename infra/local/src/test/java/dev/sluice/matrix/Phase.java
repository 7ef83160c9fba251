package dev.sluice.matrix;

import java.util.Arrays;

/** When a fault strikes. */
enum Phase {
  BEFORE("before"),
  MIDDLE("middle"),
  AFTER("after");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static Phase of(String label) {
    return Arrays.stream(values())
        .filter(phase -> phase.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No phase '" + label + "'"));
  }
}
