package dev.sluice.standin.bucket;

import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.access.Denial;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import dev.sluice.standin.policy.AccessRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * S3 over HTTP, path-style. It answers whatever is signed for S3; addresses that carry their
 * signature in the query are not known here.
 */
public final class S3Endpoint extends Handler.Abstract {
  /** Larger uploads, which S3 takes in parts, are not available locally. */
  private static final int MAXIMUM_BYTES = 512 * 1024 * 1024;

  private static final String SERVICE = "s3";

  private final S3Operations operations;
  private final AccessCheck access;

  /** An endpoint for the buckets of a stack. */
  public S3Endpoint(Buckets buckets, AccessCheck access) {
    this.operations = new S3Operations(buckets);
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (!AccessCheck.isSignedFor(request, SERVICE)) {
      return false;
    }
    reply(request).write(request, response, callback);
    return true;
  }

  private Reply reply(Request request) throws IOException {
    Optional<byte[]> body = RequestBody.read(request, MAXIMUM_BYTES);
    if (body.isEmpty()) {
      return S3Operations.error(400, "EntityTooLarge", "At most " + MAXIMUM_BYTES + " bytes");
    }
    Optional<Reply> refusal = access.refusal(request, body.get(), SERVICE);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    try {
      S3Call call = S3Call.of(request, body.get());
      Optional<Denial> denial = denial(request, call);
      return denial.isPresent()
          ? S3Operations.error(403, "AccessDenied", denial.get().message())
          : operations.run(call);
    } catch (S3Exception e) {
      return S3Operations.error(e.status(), e.code(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<Denial> denial(Request request, S3Call call) {
    Optional<Denial> denial = access.denial(request, List.of(S3Operations.wanted(call)));
    Optional<AccessRequest> further =
        denial.isEmpty() ? operations.wantedForAbsent(call) : Optional.empty();
    return further.isPresent() ? access.denial(request, List.of(further.get())) : denial;
  }

  /** S3 has names of its own for wrong signatures. */
  private static Reply refused(Reply refusal) {
    if (refusal.status() == Reply.RESET.status()) {
      return refusal;
    }
    String code =
        switch (refusal.headers().getOrDefault("x-amzn-ErrorType", "")) {
          case "UnrecognizedClientException" -> "InvalidAccessKeyId";
          case "InvalidSignatureException" -> "SignatureDoesNotMatch";
          default -> "AccessDenied";
        };
    return S3Operations.error(refusal.status(), code, "The request is not signed as it must be");
  }
}
