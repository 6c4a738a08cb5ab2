package trader.venues.book;

import java.math.BigDecimal;

/** A price level: what is bid or asked at one price. */
public record BookLevel(BigDecimal price, BigDecimal qty) {}
