package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.ControlKey;
import trader.control.EngineRequest;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;

class RequestsTest {
  private static final ControlKey KEY = ControlKey.of("0123456789abcdef");
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final EngineRequest APPROVAL =
      EngineRequest.about(
          EngineRequest.Kind.APPROVE, "P-b7-0", "c1", "cli:anna", "looks right", AT);
  private final List<Event> seen = new ArrayList<>();
  @TempDir private Path directory;
  private LoopRig rig;

  @BeforeEach
  void start() {
    rig = new LoopRig(directory, new ScriptedStrategy(() -> ScriptedStrategy.HOLD));
    rig.loop.observedBy(seen::add);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Event brought(Optional<ControlKey> key, EngineRequest request) {
    new Requests(rig.loop, key).onRequest("1-0", request);
    rig.runPosted();
    return seen.getLast();
  }

  private boolean granted(Optional<ControlKey> key, EngineRequest request) {
    ControlEvent.ApproveRequested event = (ControlEvent.ApproveRequested) brought(key, request);
    assertThat(event.proposal()).isEqualTo("P-b7-0");
    assertThat(event.commandId()).isEqualTo("c1");
    assertThat(event.actor()).isEqualTo("cli:anna");
    assertThat(event.issuedAt()).isEqualTo(AT);
    return event.granted();
  }

  @Test
  void approvalIsGrantedOnlyByASignatureThatVerifies() {
    assertThat(granted(Optional.of(KEY), KEY.sign(APPROVAL))).isTrue();
    assertThat(granted(Optional.of(KEY), APPROVAL)).isFalse();
    assertThat(granted(Optional.of(KEY), APPROVAL.signed("00"))).isFalse();
    assertThat(granted(Optional.of(ControlKey.of("another key of 16+")), KEY.sign(APPROVAL)))
        .isFalse();
    assertThat(granted(Optional.empty(), KEY.sign(APPROVAL))).isFalse();
  }

  @Test
  void rejectionNeedsNone() {
    Event event =
        brought(
            Optional.empty(),
            EngineRequest.about(
                EngineRequest.Kind.REJECT, "P-b7-0", "c2", "cli:anna", "not this", AT));

    assertThat(event)
        .isInstanceOfSatisfying(
            ControlEvent.RejectRequested.class,
            rejection -> assertThat(rejection.proposal()).isEqualTo("P-b7-0"));
  }
}
