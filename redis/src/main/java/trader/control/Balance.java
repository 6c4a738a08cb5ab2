package trader.control;

import java.math.BigDecimal;

/** What an account holds of one asset at one venue; {@code locked} is held by working orders. */
public record Balance(String venue, String asset, BigDecimal free, BigDecimal locked) {}
