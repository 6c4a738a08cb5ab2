package trader.registry;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.orders.ClientOrderId;

/** What a follower asks the database, which is as far as the last written batch. */
interface Stored {

  /** An order; empty where it has none of that id. */
  Optional<Tracked> order(ClientOrderId id) throws SQLException;

  /** The positions that are open. */
  List<PositionRecord> openPositions() throws SQLException;
}
