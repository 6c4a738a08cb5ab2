package trader.redis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import trader.control.EngineRequest;
import trader.redis.Samples;
import trader.redis.embedded.EmbeddedRedis;

@Tag("integration")
class RequestTailTest {
  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final LettuceDeskStore store =
      new LettuceDeskStore(redis.address(), InstantSource.system(), "test");
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final List<EngineRequest> requests = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    store.close();
    redis.close();
  }

  private RequestTail follow(String from) {
    return RequestTail.start(
        redis.address(),
        "test",
        from,
        (id, request) -> {
          ids.add(id);
          requests.add(request);
        });
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(6));
  }

  @Test
  void requestsArriveInOrderFromTheGivenPlaceOn() {
    store.request(Samples.request("a"));
    try (RequestTail tail = follow(RequestTail.OLDEST)) {
      store.request(Samples.request("b"));
      soon().until(() -> requests.size() == 2);
      assertThat(requests).extracting(EngineRequest::commandId).containsExactly("a", "b");
      assertThat(tail.delivered()).isEqualTo(2);
    }
    store.request(Samples.request("c"));
    try (RequestTail tail = follow(ids.getLast())) {
      soon().until(() -> tail.delivered() == 1);
      assertThat(requests.getLast()).isEqualTo(Samples.request("c"));
    }
  }

  @Test
  void unreadableRequestIsSkipped() {
    try (Jedis raw = new Jedis("127.0.0.1", redis.port());
        RequestTail tail = follow(RequestTail.OLDEST)) {
      raw.xadd("engine.requests", StreamEntryID.NEW_ENTRY, Map.of("json", "nonsense"));
      raw.xadd("engine.requests", StreamEntryID.NEW_ENTRY, Map.of("other", "x"));
      store.request(Samples.request("a"));
      soon().until(() -> tail.delivered() == 1);
    }
  }

  @Test
  void requestAfterARestartArrives() {
    try (RequestTail tail = follow(RequestTail.OLDEST)) {
      store.request(Samples.request("a"));
      soon().until(() -> tail.delivered() == 1);
      redis.process().kill();
      redis.restart();
      soon().ignoreExceptions().until(() -> send("b"));
      soon().until(() -> requests.contains(Samples.request("b")));
      assertThat(requests).hasSize(2);
    }
  }

  @Test
  void requestAfterAFreezeArrives() {
    try (RequestTail tail = follow(RequestTail.OLDEST)) {
      store.request(Samples.request("a"));
      soon().until(() -> tail.delivered() == 1);
      redis.process().freeze();
      redis.process().thaw();
      soon().ignoreExceptions().until(() -> send("b"));
      soon().until(() -> requests.contains(Samples.request("b")));
    }
  }

  @Test
  void requestInAStreamThatStartedAgainBeforeTheOldPlaceArrives() {
    try (Jedis raw = new Jedis("127.0.0.1", redis.port());
        RequestTail tail = follow("9999999999999-0")) {
      store.request(Samples.request("a"));
      soon().until(() -> tail.delivered() == 1);
      raw.flushAll();
      store.request(Samples.request("b"));
      soon().until(() -> tail.delivered() == 2);
    }
  }

  private boolean send(String id) {
    store.request(Samples.request(id));
    return true;
  }
}
