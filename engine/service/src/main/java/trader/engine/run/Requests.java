package trader.engine.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.EngineRequest;
import trader.engine.core.ControlEvent;
import trader.redis.lettuce.RequestTail;

/** Brings operators' requests to the core, which applies each once and refuses old ones. */
final class Requests implements RequestTail.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private final EngineLoop loop;

  Requests(EngineLoop loop) {
    this.loop = loop;
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
      case APPROVE, REJECT ->
          LOG.warn("request {} is about a proposal, and there is none", request.commandId());
    }
  }
}
