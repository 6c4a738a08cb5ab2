package trader.control;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that is not finished, as shown to people.
 *
 * @param clientOrderId the id that we gave it
 * @param purpose {@code entry}, {@code exit} or {@code stop}
 * @param status its state in the order's transition table, e.g. {@code working} or {@code unknown}
 * @param price limit price, null for a market order
 * @param stopPrice trigger price, null where there is none
 */
public record WorkingOrder(
    String clientOrderId,
    String symbol,
    String venue,
    String side,
    String type,
    String purpose,
    String status,
    BigDecimal qty,
    BigDecimal filledQty,
    @Nullable BigDecimal price,
    @Nullable BigDecimal stopPrice,
    String strategy,
    Instant createdAt) {}
