package trader.engine.run;

import java.util.ArrayList;
import java.util.List;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.EngineState;
import trader.engine.core.Action;
import trader.engine.core.MarketEvent;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.orders.NewOrder;

/** Keeps what the loop did besides sending orders. */
final class RecordingEffects implements EngineLoop.Effects {
  final List<Acknowledgement> acknowledgements = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final List<GateAnswer> gateAnswers = new ArrayList<>();
  final List<Action.Audit> audits = new ArrayList<>();
  final List<EngineState> shown = new ArrayList<>();
  final List<Action.Measure> measures = new ArrayList<>();
  final List<ReconciliationReport> reports = new ArrayList<>();
  long marketEvents;

  @Override
  public void acknowledge(Action.Acknowledge acknowledge) {
    acknowledgements.add(acknowledge.acknowledgement());
  }

  @Override
  public void changed(EngineState state) {
    shown.add(state);
  }

  @Override
  public void raise(Action.Raise raise) {
    alerts.add(raise.alert());
  }

  @Override
  public void audit(Action.Audit audit) {
    audits.add(audit);
  }

  @Override
  public void measured(Action.Measure measure) {
    measures.add(measure);
  }

  @Override
  public void reconciled(ReconciliationReport report) {
    reports.add(report);
  }

  @Override
  public void marketSeen(MarketEvent event) {
    marketEvents++;
  }

  @Override
  public void ordered(NewOrder order, GateAnswer answer) {
    gateAnswers.add(answer);
  }
}
