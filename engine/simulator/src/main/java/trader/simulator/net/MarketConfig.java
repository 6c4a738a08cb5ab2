package trader.simulator.net;

import trader.simulator.matching.Instrument;
import trader.simulator.prices.Playback;

/**
 * A market to open.
 *
 * @param instrument what is traded
 * @param playback where its prices come from
 */
public record MarketConfig(Instrument instrument, Playback playback) {}
