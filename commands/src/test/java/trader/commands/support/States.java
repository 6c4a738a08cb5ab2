package trader.commands.support;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Balance;
import trader.control.Color;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Health;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.control.Position;
import trader.control.RiskStats;
import trader.control.WorkingOrder;

/** Makes engine states: by default one that trades, with a protected position and an entry. */
public final class States {
  private final Instant asOf;
  private Color color = Color.BLUE;
  private @Nullable String mode = "auto";
  private Mode effective = Mode.AUTO;
  private String capital = "30";
  private boolean orders = true;
  private Instant startedAt;
  private final Map<Lever, LeverState> levers = new EnumMap<>(Lever.class);

  private States(Instant asOf) {
    this.asOf = asOf;
    this.startedAt = asOf.minusSeconds(3_600);
    for (Lever lever : Lever.values()) {
      levers.put(lever, new LeverState(lever, "off", GateLevel.OPEN, asOf.minusSeconds(60), ""));
    }
    lever(Lever.MODE, "auto", GateLevel.OPEN, "by cli:anna: start of day");
    lever(Lever.KILL_SWITCH, "armed", GateLevel.OPEN, "");
    lever(Lever.PAUSED, "running", GateLevel.OPEN, "");
    lever(Lever.COLOR, "active", GateLevel.OPEN, "");
    lever(Lever.CAPITAL, "30", GateLevel.OPEN, "");
  }

  public static States asOf(Instant asOf) {
    return new States(asOf);
  }

  public States color(Color value) {
    color = value;
    return this;
  }

  public States mode(@Nullable String written, Mode obeyed, String why) {
    mode = written;
    effective = obeyed;
    GateLevel allows =
        switch (obeyed) {
          case HALT -> GateLevel.CLOSED;
          case MANUAL -> GateLevel.REDUCE_ONLY;
          case PAPER, AUTO -> GateLevel.OPEN;
        };
    return lever(Lever.MODE, obeyed.text(), allows, why);
  }

  public States capital(String percent) {
    capital = percent;
    return lever(Lever.CAPITAL, percent, GateLevel.OPEN, "");
  }

  public States lever(Lever lever, String value, GateLevel allows, String why) {
    levers.put(lever, new LeverState(lever, value, allows, asOf.minusSeconds(60), why));
    return this;
  }

  public States startedAt(Instant at) {
    startedAt = at;
    return this;
  }

  public States withoutOrders() {
    orders = false;
    return this;
  }

  public EngineState build() {
    GateLevel gate =
        levers.values().stream().map(LeverState::allows).reduce(GateLevel.OPEN, GateLevel::and);
    return new EngineState(
        mode,
        effective,
        gate,
        new ArrayList<>(levers.values()),
        gate == GateLevel.OPEN,
        "blue",
        color,
        capital,
        new BigDecimal(capital),
        Health.OK,
        new BigDecimal("10412.55"),
        new BigDecimal("9500.25"),
        new BigDecimal("12.31"),
        new BigDecimal("15.00"),
        new BigDecimal("2.69"),
        List.of(),
        "live",
        "Binance spot simulator on 127.0.0.1:9001, no real exchange",
        false,
        "BTCUSDT 708.40, 0.1 s old",
        List.of(new Balance("BINANCE", "USDT", new BigDecimal("9500.25"), BigDecimal.ZERO)),
        List.of(
            new Position(
                "BTCUSDT",
                "BINANCE",
                "long",
                new BigDecimal("1.2"),
                new BigDecimal("701.10"),
                new BigDecimal("708.40"),
                new BigDecimal("8.76"),
                new BigDecimal("698.10"),
                null,
                "trend",
                asOf.minusSeconds(600))),
        orders ? orders() : List.of(),
        List.of(),
        new RiskStats(
            new BigDecimal("-0.4"),
            new BigDecimal("0"),
            new BigDecimal("10412.55"),
            new BigDecimal("9500.25"),
            new BigDecimal("850.08"),
            BigDecimal.ZERO,
            new BigDecimal("97.5"),
            new BigDecimal("12"),
            new BigDecimal("0.4"),
            new BigDecimal("1.9"),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            7,
            asOf),
        true,
        42,
        List.of(),
        4711,
        startedAt,
        asOf);
  }

  private List<WorkingOrder> orders() {
    return List.of(
        new WorkingOrder(
            "tb-7-1",
            "BTCUSDT",
            "BINANCE",
            "buy",
            "limit",
            "entry",
            "working",
            new BigDecimal("0.5"),
            BigDecimal.ZERO,
            new BigDecimal("700"),
            null,
            "trend",
            asOf.minusSeconds(5)));
  }
}
