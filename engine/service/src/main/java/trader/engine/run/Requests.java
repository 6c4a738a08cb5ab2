package trader.engine.run;

import java.util.Optional;
import trader.control.ControlKey;
import trader.control.EngineRequest;
import trader.engine.core.ControlEvent;
import trader.redis.lettuce.RequestTail;

/**
 * Brings operators' requests to the core, which applies each once and refuses old ones. Signatures
 * are verified here, since the core knows no keys.
 */
final class Requests implements RequestTail.Listener {
  private final EngineLoop loop;
  private final Optional<ControlKey> key;

  Requests(EngineLoop loop, Optional<ControlKey> key) {
    this.loop = loop;
    this.key = key;
  }

  @Override
  public void onRequest(String id, EngineRequest request) {
    switch (request.kind()) {
      case CLOSE ->
          loop.post(at ->
              new ControlEvent.CloseRequested(
                  at,
                  request.commandId(),
                  request.instrument(),
                  request.actor(),
                  request.reason(),
                  request.issuedAt()));
      case RECONCILE ->
          loop.post(
              at -> new ControlEvent.ReconcileRequested(at, request.commandId(), request.actor()));
      case APPROVE -> {
        boolean granted = key.filter(verifier -> verifier.verifies(request)).isPresent();
        loop.post(at ->
            new ControlEvent.ApproveRequested(
                at,
                request.commandId(),
                request.target().orElse(""),
                request.actor(),
                request.reason(),
                request.issuedAt(),
                granted));
      }
      case REJECT ->
          loop.post(at ->
              new ControlEvent.RejectRequested(
                  at,
                  request.commandId(),
                  request.target().orElse(""),
                  request.actor(),
                  request.reason()));
    }
  }
}
