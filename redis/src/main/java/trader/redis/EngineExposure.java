package trader.redis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What one engine says that it has deployed, as a field of {@link Keys#RISK_EXPOSURE}.
 *
 * @param engine its venue and color, e.g. {@code kraken-spot:blue}; the field's name
 * @param deployedUsd positions and working entries at their prices, in its quote currency; empty
 *     where the text says neither a figure nor {@link #RETIRED}
 * @param asOf when that was so; the epoch where nothing says so
 * @param retired whether an operator has written that it is gone and holds nothing any more
 */
public record EngineExposure(
    String engine, Optional<BigDecimal> deployedUsd, Instant asOf, boolean retired) {

  /** What an operator writes for an engine that is gone for good and holds nothing. */
  public static final String RETIRED = "retired";

  private record Body(BigDecimal deployedUsd, Instant asOf) {}

  /** What an engine publishes of itself. */
  public static EngineExposure of(String engine, BigDecimal deployedUsd, Instant asOf) {
    return new EngineExposure(engine, Optional.of(deployedUsd), asOf, false);
  }

  /** The field's text. */
  String text() {
    return deployedUsd.map(usd -> Json.write(new Body(usd, asOf))).orElse(retired ? RETIRED : "");
  }

  /** Whatever stands under an engine's name. */
  // Jackson leaves what a text does not name as null, whatever the record promises.
  @SuppressWarnings("ConstantValue")
  static EngineExposure parse(String engine, String text) {
    if (text.strip().equals(RETIRED)) {
      return new EngineExposure(engine, Optional.empty(), Instant.EPOCH, true);
    }
    try {
      Body body = Json.read(text, Body.class);
      if (body.deployedUsd() != null && body.asOf() != null) {
        return of(engine, body.deployedUsd(), body.asOf());
      }
    } catch (IllegalArgumentException e) {
      // Shown as what cannot be read, which is not nothing.
    }
    return new EngineExposure(engine, Optional.empty(), Instant.EPOCH, false);
  }
}
