package dev.sluice.protocol;

import dev.sluice.frame.ServerFrame;
import dev.sluice.session.Citation;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Passage;
import dev.sluice.session.StreamId;
import dev.sluice.session.Usage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A frame of each kind, with something in each of its fields. */
final class SampleFrames {
  private static final StreamId ID = new StreamId("3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364");

  private static final List<Passage> PASSAGES =
      List.of(
          new Passage("Wool socks", "SO-1", 0.4, "Socks", "/p/so-1", Map.of("brand", "Ewe")),
          new Passage("Wash at 30 °C 🧦", "care.md", 0.2, "", "", Map.of("kind", "page")),
          new Passage("Never tumble dry", "care.md", 0.1, "", "", Map.of("kind", "page")));

  private static final List<Citation> CITATIONS =
      List.of(new Citation(2, "care.md", "Care", "/care"));

  private SampleFrames() {}

  static List<ServerFrame> all() {
    return List.of(
        new ServerFrame.Status(ID, true),
        new ServerFrame.Immediate(
            ID,
            PASSAGES,
            "auto",
            "hybrid",
            false,
            new ServerFrame.Security(false, "widget", false)),
        new ServerFrame.StreamStart(ID, 1, 0, false),
        new ServerFrame.StreamToken(ID, 1, 17, "At 30 °C 🧦", false),
        new ServerFrame.StreamEnd(ID, 1, 27, "stop", CITATIONS, false),
        new ServerFrame.Overview(ID, 2, "At 30 °C [2]", true, CITATIONS, true),
        new ServerFrame.Chunks(ID, PASSAGES),
        new ServerFrame.Complete(ID, 1, 812, "some/model", new Usage(940, 12)),
        ServerFrame.Error.ending(ID, 3, ErrorCode.MODEL_FAILED),
        ServerFrame.Error.answering(ID, ErrorCode.NOT_FOUND),
        new ServerFrame.Error(
            ID,
            OptionalInt.empty(),
            ErrorCode.RATE_LIMITED,
            "Please wait",
            OptionalLong.of(20_000)),
        new ServerFrame.Moved(ID, 1));
  }

  /** Frames with nothing in them, as they are when nothing was found or nothing was begun. */
  static List<ServerFrame> bare() {
    return List.of(
        new ServerFrame.Immediate(
            ID,
            List.of(),
            "none",
            "hybrid",
            false,
            new ServerFrame.Security(false, "widget", false)),
        new ServerFrame.Chunks(ID, List.of()),
        new ServerFrame.StreamStart(ID, 0, 0, false),
        new ServerFrame.StreamToken(ID, 1, 0, "", false),
        new ServerFrame.StreamEnd(ID, 0, 0, "cancelled", List.of(), false),
        new ServerFrame.Complete(ID, 0, 0, "none", Usage.NONE),
        ServerFrame.Error.ending(ID, 0, ErrorCode.RETRIEVAL_FAILED));
  }
}
