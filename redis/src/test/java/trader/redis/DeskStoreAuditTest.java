package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;

@Tag("integration")
@ParameterizedClass
@EnumSource
class DeskStoreAuditTest extends DeskStoreFixture {

  @Test
  void auditIsChainedFromItsBeginning() {
    AuditEntry first = store.audit(Samples.draft("mode halt"));
    AuditEntry second = store.audit(Samples.draft("mode auto"));

    assertThat(first.sequence()).isEqualTo(1);
    assertThat(first.previousHash()).isEqualTo("0".repeat(64));
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.previousHash()).isEqualTo(first.hash());
    assertThat(store.auditTail(5)).containsExactly(second, first);
    assertThat(raw.get("audit:head")).isEqualTo("2 " + second.hash());
    assertThat(store.verifyAudit()).isEmpty();
  }

  @Test
  void entriesAppendedAtOnceMakeOneChain() throws Exception {
    try (DeskStore other = Library.JEDIS.open(redis.address());
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<AuditEntry>> entries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        AuditDraft draft = Samples.draft("n" + i);
        DeskStore one = i % 2 == 0 ? store : other;
        entries.add(threads.submit(() -> one.audit(draft)));
      }
      for (Future<AuditEntry> entry : entries) {
        entry.get();
      }
    }
    assertThat(store.verifyAudit()).isEmpty();
    assertThat(store.auditTail(1).getFirst().sequence()).isEqualTo(100);
  }

  @Test
  void emptyAuditHolds() {
    assertThat(store.verifyAudit()).isEmpty();
    assertThat(store.auditTail(3)).isEmpty();
  }

  @Test
  void chainLongerThanOnePageIsVerified() {
    for (int i = 0; i < 1_001; i++) {
      store.audit(Samples.draft("n" + i));
    }

    assertThat(store.verifyAudit()).isEmpty();
  }

  @Test
  void removedEntryBreaksTheChain() {
    audits(3);
    raw.xdel("audit", raw.xrange("audit", "-", "+").get(1).getID());

    assertThat(store.verifyAudit().orElseThrow()).contains("number 3", "should be number 2");
  }

  @Test
  void cutOffEndBreaksTheChain() {
    audits(3);
    raw.xdel("audit", raw.xrange("audit", "-", "+").get(2).getID());

    assertThat(store.verifyAudit().orElseThrow()).contains("ends at entry 2", "audit:head");
  }

  @Test
  void alteredEntryBreaksTheChain() {
    AuditEntry first = store.audit(Samples.draft("mode halt"));
    raw.xadd(
        "audit",
        Map.of(
            "seq", "2",
            "prev", first.hash(),
            "hash", AuditChain.hash(first.hash(), 2, "{}"),
            "json", Json.write(Samples.draft("forged"))),
        XAddParams.xAddParams());

    assertThat(store.verifyAudit().orElseThrow()).contains("number 2", "altered");
  }

  @Test
  void missingHeadIsReportedAndAppendingGoesOn() {
    audits(2);
    raw.del("audit:head");
    assertThat(store.verifyAudit().orElseThrow()).contains("audit:head is missing");

    assertThat(store.audit(Samples.draft("next")).sequence()).isEqualTo(3);

    assertThat(store.verifyAudit()).isEmpty();
  }

  @Test
  void refusalOfTheServerNamesCommandAndKey() {
    raw.set("audit", "no stream", new SetParams());

    assertThatThrownBy(() -> store.audit(Samples.draft("x")))
        .isInstanceOf(RedisRefusedException.class)
        .hasMessageContaining("XREVRANGE audit")
        .hasMessageContaining("WRONGTYPE")
        .hasMessageContaining("127.0.0.1:" + redis.port());
  }

  private void audits(int count) {
    for (int i = 0; i < count; i++) {
      store.audit(Samples.draft("n" + i));
    }
  }
}
