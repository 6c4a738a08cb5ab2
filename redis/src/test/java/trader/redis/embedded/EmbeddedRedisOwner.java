package trader.redis.embedded;

import java.util.concurrent.CountDownLatch;

/** A process that starts a server and then waits to be killed. */
final class EmbeddedRedisOwner {
  private EmbeddedRedisOwner() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedRedis redis = EmbeddedRedis.start();
    System.out.println(redis.process().pid());
    System.out.println(redis.folder());
    new CountDownLatch(1).await();
  }
}
