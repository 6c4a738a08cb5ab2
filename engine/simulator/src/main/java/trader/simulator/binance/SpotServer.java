package trader.simulator.binance;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Side;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Witness;

/**
 * The venue on a loopback port: REST, market streams and the WebSocket API. Its own event loop
 * thread owns all state; the methods here may be called from any other thread.
 */
public final class SpotServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpotServer.class);

  /** The event loop sleeps in whole milliseconds; asked for less it would spin. */
  private static final long SHORTEST_MICROS = 1_000;

  private static final long IDLE_MICROS = 5_000;
  private static final int MOST_BODY = 1 << 20;

  /**
   * Set where a sender's cost is measured: a venue that never sleeps has not to be woken by what is
   * sent to it, and one on another machine is not woken either.
   */
  private static final boolean SLEEPLESS = Boolean.getBoolean("trader.simulator.sleepless");

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1,
          new DefaultThreadFactory("simulator", true),
          NioIoHandler.newFactory(SelectorProvider.provider(), SpotServer::patience));
  private final EventLoop loop = group.next();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Witness witness = new Witness();
  private final List<MarketPlayer> players = new ArrayList<>();
  private final Venue venue;
  private final FaultActions actions;
  private final SpotConfig config;
  private final int port;

  private SpotServer(SpotConfig config) throws InterruptedException {
    this.config = config;
    VenueClock clock = new VenueClock(config.clock());
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    venue =
        new Venue(
            clock,
            config.fees(),
            random.create(config.seed()),
            new FaultPlan(random.create(config.seed() + 1)),
            config.limits(),
            config.keys(),
            witness);
    actions = new FaultActions(venue, loop);
    for (MarketConfig market : config.markets()) {
      Instrument instrument = market.instrument();
      Listing listing =
          venue.list(instrument, config.seed(), market.playback().source().typicalQuantity());
      players.add(new MarketPlayer(venue.exchange(), clock, listing, market.playback()));
    }
    config
        .balances()
        .forEach((account, assets) ->
            assets.forEach((asset, amount) ->
                venue.exchange().ledger().deposit(account, asset, Decimals.of(amount))));
    venue.exchange().flush(clock.micros());
    port = bind();
    submit(() -> {
      players.forEach(MarketPlayer::open);
      config.faults().forEach(actions::add);
      tick();
      return true;
    });
  }

  /**
   * Starts one.
   *
   * @throws IllegalStateException when the port is taken, or when interrupted
   */
  public static SpotServer start(SpotConfig config) {
    try {
      return new SpotServer(config);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  private int bind() throws InterruptedException {
    Desk desk = new Desk(venue);
    Operations operations = new Operations(venue);
    RequestFaults faults = new RequestFaults(venue);
    Arrivals arrivals = new Arrivals(witness, venue.clock(), config.nanoTime());
    WsApi api = new WsApi(venue, operations, desk, faults, arrivals);
    Upgrade upgrade = new Upgrade(venue, config.timeouts(), api);
    Control control = new Control(venue, actions, config.keys());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channels.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MOST_BODY),
                            new HttpEntry(
                                venue, operations, desk, faults, control, upgrade, arrivals));
                  }
                });
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port());
    var bound = bootstrap.bind(address).await();
    if (!bound.isSuccess()) {
      shutDown();
      throw new IllegalStateException(
          "cannot listen on 127.0.0.1:"
              + config.port()
              + ": "
              + String.valueOf(bound.cause().getMessage())
              + ". Choose another port, or 0 for any.",
          bound.cause());
    }
    channels.add(bound.channel());
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  /** Does what is due by the clock, and asks for its next turn, whatever happens in this one. */
  private void tick() {
    if (loop.isShuttingDown()) {
      return;
    }
    long wait = IDLE_MICROS;
    try {
      wait = doWhatIsDue() - venue.clock().wallMicros();
    } catch (RuntimeException e) {
      LOG.error("the simulator failed in a turn of its clock and goes on", e);
    }
    Wire.later(loop, Math.clamp(wait, SHORTEST_MICROS, IDLE_MICROS), this::tick);
  }

  private long doWhatIsDue() {
    actions.onTick();
    long next = Long.MAX_VALUE;
    for (MarketPlayer player : players) {
      player.play();
      next = Math.min(next, player.nextDueMicros());
    }
    for (Listing listing : venue.listings().values()) {
      listing.feed().onTick();
    }
    venue.users().flush();
    venue.streams().flush();
    return next;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** What reached the venue. */
  public Witness witness() {
    return witness;
  }

  /** Adds a fault, whose time counts from now, and returns its id. */
  public long addFault(Fault fault) {
    return submit(() -> actions.add(fault));
  }

  /** Takes all faults away and undoes those that last. */
  public void clearFaults() {
    submit(() -> {
      venue.faults().list().forEach(s -> actions.remove(s.id()));
      venue.clock().offsetMicros(0);
      return true;
    });
  }

  /** An account's open orders, oldest first. */
  public List<OrderView> openOrders(String account) {
    return submit(
        () -> venue.exchange().orders().open(account).stream().map(OrderView::of).toList());
  }

  /** All orders of an account, oldest first. */
  public List<OrderView> orders(String account) {
    return submit(
        () -> venue.exchange().orders().from(account, 0).stream().map(OrderView::of).toList());
  }

  /** An account's executions, oldest first. */
  public List<FillView> fills(String account) {
    return submit(
        () -> venue.exchange().orders().fills(account).stream().map(FillView::of).toList());
  }

  /** What an account holds. */
  public List<BalanceView> balances(String account) {
    return submit(() ->
        venue.exchange().ledger().balances(account).values().stream()
            .map(b ->
                new BalanceView(
                    b.asset(), Decimals.toBigDecimal(b.free()), Decimals.toBigDecimal(b.locked())))
            .toList());
  }

  /** Gives an account funds from outside. */
  public void deposit(String account, String asset, BigDecimal amount) {
    submit(() -> {
      actions.deposit(account, asset, Decimals.of(amount));
      return true;
    });
  }

  /** Lets the outside market trade once, now, beside what its source plays. */
  public void print(String symbol, BigDecimal price, BigDecimal quantity, Side aggressor) {
    submit(() -> {
      Listing listing = venue.listing(symbol);
      venue
          .exchange()
          .print(
              listing.market(),
              Decimals.of(price),
              Decimals.of(quantity),
              aggressor,
              venue.clock().transactionMicros());
      listing.feed().onBookChange();
      venue.users().flush();
      venue.streams().flush();
      return true;
    });
  }

  private <T> T submit(Supplier<T> task) {
    if (loop.inEventLoop()) {
      return task.get();
    }
    try {
      return loop.submit(task::get).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the simulator", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Closes every connection and ends the thread. */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    shutDown();
  }

  private void shutDown() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  private static SelectStrategy patience() {
    return SLEEPLESS
        ? (ready, _) -> ready.get()
        : DefaultSelectStrategyFactory.INSTANCE.newSelectStrategy();
  }
}
