package trader.commands.desk;

import java.time.InstantSource;
import java.util.Optional;
import trader.commands.link.EngineLink;
import trader.control.ControlKey;
import trader.redis.DeskStore;

/** What every part of the desk works with. */
record Tools(
    DeskStore store,
    EngineLink link,
    Optional<ControlKey> key,
    People people,
    DeskOptions options,
    Ids ids,
    InstantSource clock) {

  AuditTrail audit() {
    return new AuditTrail(store, clock);
  }

  Claims claims() {
    return new Claims(store, clock);
  }
}
