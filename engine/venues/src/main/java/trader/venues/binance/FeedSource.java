package trader.venues.binance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import trader.engine.core.InstrumentRules;
import trader.venues.net.Timings;

/**
 * Where market data of one of Binance's venues comes from.
 *
 * @param rulesPath the REST path of the rules
 * @param rulesBySymbol whether the rules can be asked for by symbol
 * @param barsPath the REST path of past bars
 * @param rules reads the rules
 * @param tradeEvent what a trade is called in its stream
 * @param trades the stream of trades, and of quotes too where they have no stream of their own
 * @param quotes the stream of quotes where it is another connection
 * @param barInterval length of the bars for warming up
 * @param pastBars how many closed bars to read at the start
 */
public record FeedSource(
    String rulesPath,
    boolean rulesBySymbol,
    String barsPath,
    Function<JsonNode, List<InstrumentRules>> rules,
    String tradeEvent,
    URI trades,
    Optional<URI> quotes,
    Duration barInterval,
    int pastBars,
    Timings timings) {}
