package dev.sluice.index;

/**
 * Vectors of length 1 as bytes. Components of the supported models rarely leave ±0.22, so that is
 * where the scale ends; what lies beyond is cut. The order of neighbours hardly changes, at a
 * quarter of the size of floats.
 */
public final class Int8 {
  private static final float SCALE = 127f / 0.22f;

  private Int8() {}

  /** Each component as a byte. */
  public static byte[] of(float[] vector) {
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < vector.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(vector[i] * SCALE), -127, 127);
    }
    return bytes;
  }

  /** The cosine of two vectors whose product as bytes has this sum. */
  public static double cosine(int dotProduct) {
    return dotProduct / (SCALE * (double) SCALE);
  }
}
