package trader.redis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.Balance;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.EngineRequest;
import trader.control.EngineState;
import trader.control.FeeTotal;
import trader.control.GateLevel;
import trader.control.Health;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.control.Position;
import trader.control.Proposal;
import trader.control.Reason;
import trader.control.RiskStats;
import trader.control.WorkingOrder;

/** Values that tests pass around. */
public final class Samples {

  /** A moment with microseconds, so that a codec that loses them shows. */
  public static final Instant NOW = Instant.parse("2026-11-20T11:00:00.123456Z");

  private Samples() {}

  public static Directive directive(ControlLever lever, String value, long epoch) {
    return new Directive(
        lever, value, epoch, "cmd-" + epoch, "cli:anna", "incident drill", NOW, Optional.empty());
  }

  public static AuditDraft draft(String action) {
    return new AuditDraft(
        NOW,
        "cmd-1",
        "cli:anna",
        "cli",
        action,
        "a \"reason\" – with\nlines",
        Optional.of("auto"),
        Optional.empty(),
        "applied",
        "closed in 412 µs");
  }

  public static Acknowledgement acknowledgement(String commandId) {
    return new Acknowledgement(
        commandId,
        "mode",
        "halt",
        Acknowledgement.Outcome.APPLIED,
        Color.BLUE,
        GateLevel.CLOSED,
        Mode.HALT,
        NOW,
        412,
        List.of("T1-1"),
        List.of(),
        List.of("T1-2"),
        false,
        "mode halt by cli:anna");
  }

  public static Alert alert(String subject) {
    return new Alert(
        Alert.Severity.CRITICAL,
        Reason.CONTROL_VALUE_INVALID,
        subject,
        "mode is 'hlat'; halted",
        "engine-blue",
        NOW);
  }

  public static EngineRequest request(String id) {
    return new EngineRequest(
        id,
        EngineRequest.Kind.CLOSE,
        Optional.of(new InstrumentId("BTCUSDT", "BINANCE")),
        "cli:anna",
        "take profit",
        NOW);
  }

  public static RiskStats risk() {
    return new RiskStats(
        new BigDecimal("-1.25"),
        new BigDecimal("12.50"),
        new BigDecimal("100000.00000001"),
        new BigDecimal("50000"),
        new BigDecimal("50000.00000001"),
        BigDecimal.ZERO,
        new BigDecimal("97.5"),
        new BigDecimal("12"),
        new BigDecimal("0.4"),
        new BigDecimal("1.9"),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        7,
        NOW);
  }

  public static Position position() {
    return new Position(
        "BTCUSDT",
        "BINANCE",
        "long",
        new BigDecimal("0.00000001"),
        new BigDecimal("64000.10"),
        new BigDecimal("64001"),
        new BigDecimal("-0.00000001"),
        new BigDecimal("63000"),
        null,
        "trend",
        NOW);
  }

  public static Proposal proposal() {
    return new Proposal(
        "P-btosw7a-1",
        "BTCUSDT",
        "BINANCE",
        "buy",
        new BigDecimal("0.00120"),
        new BigDecimal("64000.10"),
        new BigDecimal("63000"),
        "trend",
        "crossed up",
        NOW,
        NOW.plusSeconds(60));
  }

  public static EngineState state(Color color) {
    return new EngineState(
        "auto",
        Mode.HALT,
        GateLevel.REDUCE_ONLY,
        List.of(
            new LeverState(Lever.KILL_SWITCH, "armed", GateLevel.OPEN, NOW, "never killed"),
            new LeverState(Lever.WARM_UP, "12 s left", GateLevel.REDUCE_ONLY, NOW, "started")),
        false,
        "blue",
        color,
        null,
        new BigDecimal("18.5"),
        Health.DEGRADED,
        new BigDecimal("100000.00000001"),
        new BigDecimal("50000"),
        new BigDecimal("1E+3"),
        new BigDecimal("0.00"),
        new BigDecimal("0.1"),
        List.of(
            new FeeTotal(
                "BNB",
                new BigDecimal("0.00012345"),
                BigDecimal.ZERO,
                new BigDecimal("0.00012345"))),
        "live",
        "simulator on loopback, no real exchange",
        false,
        "BTCUSDT 64001 0.1 s",
        List.of(new Balance("BINANCE", "USDT", new BigDecimal("50000"), BigDecimal.ZERO)),
        List.of(position()),
        List.of(
            new WorkingOrder(
                "T1-9",
                "BTCUSDT",
                "BINANCE",
                "buy",
                "limit",
                "entry",
                "working",
                BigDecimal.ONE,
                BigDecimal.ZERO,
                new BigDecimal("63999.99"),
                null,
                "trend",
                NOW)),
        List.of(proposal()),
        risk(),
        true,
        42,
        List.of("venue_errors: 3 of 10 calls failed"),
        1234,
        NOW,
        NOW);
  }
}
