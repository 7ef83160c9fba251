package dev.sluice.standin.access;

/**
 * The access key that functions are given, and that callers of the stack sign with.
 *
 * @param accessKeyId letters and digits
 * @param secretAccessKey its secret
 */
public record Credentials(String accessKeyId, String secretAccessKey) {
  /** A key that is no secret: the stack listens on this machine only. */
  public static final Credentials LOCAL = new Credentials("LOCALSTANDIN", "local-secret");
}
